#ifndef CPTY_H
#define CPTY_H

#include <stdint.h>
#include <sys/types.h>

/// Starts `path` as the leader of a new session on a new pseudo-terminal of `rows` by `columns`.
/// The child has default signal actions, an empty mask and no descriptors but the terminal; `directory` may be NULL.
/// Returns 0 and the master and pid, or the errno of what failed, `execve` included.
int cpty_spawn(
    const char *path, char *const argv[], char *const envp[], const char *directory, uint16_t rows, uint16_t columns, int *master,
    pid_t *pid);

/// Sets the terminal's size, which sends SIGWINCH to its foreground group. Returns 0 or an errno.
int cpty_resize(int master, uint16_t rows, uint16_t columns);

/// Whether the terminal echoes and reads by lines, as a shell left it: 1, 0, or -1 when it cannot be asked.
int cpty_is_cooked(int master);

/// Waits for `pid` and reaps it. Returns 0 and either an exit status or the number of the signal that ended it (the other is -1).
int cpty_reap(pid_t pid, int *status, int *signal);

/// A non-blocking eventfd; -1 with errno.
int cpty_event(void);

/// The columns that a scalar takes by wcwidth in a UTF-8 locale; -1 for what cannot be shown.
int cpty_columns(uint32_t scalar);

#endif
