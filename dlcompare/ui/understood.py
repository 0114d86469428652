"""Parts of the Upload page: the drop area, what was recognised, the questions."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.target import guess_task
from dlcompare.records import CheckResult, Reading, Setup, Study, Task
from dlcompare.ui import choices, memory, parts, reading_options, state
from dlcompare.words import count, escape_markdown, sentence_start, spelled

SAMPLES = Path(__file__).parents[2] / "data"
SAMPLE_SUFFIXES = (".csv", ".zip")
ACCEPTED = [
    *("csv", "tsv", "txt", "data", "gz", "xlsx", "xlsm", "jsonl", "ndjson", "json"),
    *("parquet", "pq", "zip"),
]
TASKS: dict[Task, str] = {
    "binary": "Two classes",
    "multiclass": "Several classes",
    "regression": "A number",
}


def drop_area() -> None:
    """Take a file from the browser, or one of the samples."""
    parts.opening(
        (),
        "Is deep learning worth it on your data?",
        "Upload a table or images. Models of both kinds are trained on the same folds"
        " of your data, and the answer comes with how sure it is.",
    )
    file = st.file_uploader(
        "A table (CSV, Excel, JSON lines or Parquet), or a ZIP with a folder of images"
        " per class",
        type=ACCEPTED,
        key=state.uploader_key("upload"),
    )
    if file is not None:
        upload = memory.keep_upload(file.name, file)
        state.renew_uploaders()
        start(Setup(upload=upload))
    samples = sorted(p for p in SAMPLES.glob("*") if p.suffix in SAMPLE_SUFFIXES)
    if samples:
        parts.remark("No file at hand? These are small and well known.")
    with st.container(horizontal=True):
        for sample in samples:
            if st.button(f"Try: {sample_name(sample)}", key=f"sample-{sample.name}"):
                with sample.open("rb") as stream:
                    start(Setup(upload=memory.keep_upload(sample.name, stream)))


def sample_name(path: Path) -> str:
    """What the button of a sample says."""
    kind = "images" if path.suffix == ".zip" else "table"
    return f"{path.stem.replace('_', ' ')} {kind}"


def start(setup: Setup) -> None:
    """Keep a new draft and show it."""
    state.open_study(memory.store().create(setup))
    st.rerun()


def refused(study: Study, error: UnreadableUpload) -> None:
    """Say why the file cannot be read, and offer what may help."""
    name = escape_markdown(study.setup.upload.name)
    parts.opening(("Upload",), f"We could not read {name}.")
    parts.message(error.what, error.fix)
    with st.container(horizontal=True):
        if "skip" in error.fix.lower():
            reading_options.skip_button(study)
        reading_options.as_recognised(study)
        st.button(
            "Choose another file",
            key=state.key("another", study.id),
            on_click=state.close_study,
        )
    if not study.setup.upload.name.lower().endswith(".zip"):
        reading_options.read_differently(study)


def other_ways(study: Study) -> None:
    """Another file, or the same data with other choices."""
    with st.container(horizontal=True):
        if study.state != "draft":
            st.button(
                "Train again with other choices",
                key=state.key("again", study.id),
                on_click=choices.start_again,
                args=(study.id,),
            )
        st.button(
            "Choose another file",
            key=state.key("another", study.id),
            on_click=state.close_study,
            type="tertiary",
        )


def ask_target(study: Study, setup: Setup, reading: Reading) -> None:
    """Ask what to predict, as which task, and without which columns."""
    parts.heading("What should be predicted?")
    if reading.modality == "images":
        st.markdown("The class of an image: the name of its folder.")
        return
    fixed = study.state != "draft"
    names = [column.name for column in reading.columns]
    widget = choices.shown(state.key("target", study.id), setup.target)
    st.selectbox(
        "Target column",
        names,
        key=widget,
        on_change=choices.take_target,
        args=(study.id, widget),
        disabled=fixed,
    )
    if setup.target == reading.target and reading.target_reason:
        reason = escape_markdown(reading.target_reason, 200)
        parts.remark(f"Suggested because {reason}.")
    _ask_task(study, setup)
    widget = choices.shown(state.key("excluded", study.id), list(setup.excluded))
    st.multiselect(
        "Columns to leave out",
        [name for name in names if name != setup.target],
        key=widget,
        on_change=choices.take_columns,
        args=(study.id, widget),
        placeholder="none",
        disabled=fixed,
    )


def _ask_task(study: Study, setup: Setup) -> None:
    guess = guess_task(memory.target_series(setup, setup.target))
    task = setup.task or guess.task
    widget = choices.shown(state.key("task", study.id), task)
    st.segmented_control(
        "Task",
        list(dict.fromkeys([*guess.possible, task])),
        required=True,
        format_func=lambda one: TASKS[one],
        key=widget,
        on_change=choices.take_task,
        args=(study.id, widget),
        disabled=study.state != "draft",
    )
    parts.remark(escape_markdown(guess.reason, 400))


def first_rows(setup: Setup, reading: Reading) -> None:
    """The first rows, the target in front."""
    rows = memory.preview(setup)
    noun = "images" if reading.modality == "images" else "rows"
    parts.heading(f"The first {noun}, as we understood them")
    features = [name for name in rows.columns if name != setup.target]
    first = [setup.target] if setup.target in rows.columns else []
    st.dataframe(
        rows,
        hide_index=True,
        column_order=[*first, *features],
        column_config={name: f"{name} (target)" for name in first},
        alt=f"The first {noun} of {setup.upload.name}",
    )


def facts(reading: Reading) -> str:
    """What was read, and what was noticed on the way, as a line of Markdown."""
    if reading.modality == "images":
        size = count(reading.n_rows, "image")
    else:
        columns = count(len(reading.columns), "column")
        size = f"{count(reading.n_rows, 'row')} and {columns}"
    notes = [escape_markdown(note, 300) for note in reading.notes]
    recognised = reading_options.recognised(reading)
    return " ".join([f"{', '.join([size, *recognised])}.", *notes])


def headline(name: str, asked: Sequence[CheckResult]) -> str:
    """The title once the checks are in."""
    if not asked:
        return f"We read {name}. Nothing stands in the way."
    questions = f"{spelled(len(asked))} question{'s' * (len(asked) > 1)}"
    return f"We read {name}. {sentence_start(questions)} before training."


def advice(asked: Sequence[CheckResult]) -> str:
    """What to say beside the button."""
    if not asked:
        return ""
    which = "the question" if len(asked) == 1 else "the questions"
    return f"Answer {which} before training. You can look around first."
