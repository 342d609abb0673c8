"""童护 Tonghu: the joint-conference system that protects left-behind children and children in difficulty."""

__version__ = "0.1.0"
