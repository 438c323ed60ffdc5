#ifndef C_ARGUMENTS_H
#define C_ARGUMENTS_H

/// The program's arguments as the system gave them, or null where it does not say; `count` is their number.
///
/// Swift's own list is read from /proc, which a bare root may lack.
char *const *process_arguments(int *count);

/// Takes other arguments than the system's, which stay where they are: those of a program inside another process.
void set_process_arguments(int count, char *const *values);

#endif
