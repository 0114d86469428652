"""How much of an upload is read at most; beyond it the file is refused in words.

The caps keep one hostile or mistaken file from taking the machine: each is far
above what a table or image folder for a comparison holds. Where no source is
named, the cap is sized for a machine with 4 GB to spare.
"""

MEGABYTE = 1_000_000

BLOCK_BYTES = 1_048_576  # copied, hashed or inflated at a time
MAX_UPLOAD_BYTES = 250 * MEGABYTE  # the page's own limit (.streamlit/config.toml)

# Tables
MIN_ROWS = 10  # two rows for each of five folds
MAX_COLUMNS = 20_000  # gene-expression tables have about 7,000
MAX_CELLS = 150_000_000  # 12 columns: 12.5 million rows
MAX_LINE_BYTES = 2 * MEGABYTE  # one row; longer means a quote that never closes
MAX_INFLATED_BYTES = 1_000 * MEGABYTE  # all a .gz may unfold to
MAX_RATIO = 200  # unfolded over packed; text reaches 20 to 50, bombs 1,000
RATIO_FREE_BYTES = 20 * MEGABYTE  # small files may unfold at any ratio

# Targets
MAX_CLASSES = 1_000  # ImageNet's count; more is retrieval, not classification
MIN_CLASS_ROWS = 2  # one to learn from, one to test on

# Image archives
MAX_MEMBERS = 100_000  # files in a ZIP
MAX_MEMBER_BYTES = 20 * MEGABYTE  # one image, unpacked
MAX_ARCHIVE_BYTES = 1_000 * MEGABYTE  # all images, unpacked
MEMBER_RATIO_FREE_BYTES = MEGABYTE  # below this a member may unfold at any ratio
MAX_PIXELS = 25_000_000  # one image; a 24-megapixel camera
MIN_SIDE, MAX_SIDE = 8, 64  # pixels; images are brought to one square size

# The child process that reads (jobs/guard.py)
MAX_READ_SECONDS = 180.0
MAX_READ_BYTES = 4_000 * MEGABYTE  # resident memory
