"""童护 Tonghu: the joint-conference system that protects left-behind children and children in difficulty."""
