"""Layers that Keras does not have, and Keras itself loaded without a banner."""
