#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

static void close_range_but(int kept) {
    // Nothing of the test run may be inherited: an inherited master would keep another test's terminal alive.
    if (kept > 3) syscall(SYS_close_range, 3u, (unsigned)kept - 1, 0u);
    syscall(SYS_close_range, (unsigned)kept + 1, ~0u, 0u);
}

static void become_child(
    const char *path, char *const argv[], char *const envp[], const char *directory, const char *terminal, int report) {
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int slave = -1;
    if (setsid() != -1 && (slave = open(terminal, O_RDWR)) != -1 && ioctl(slave, TIOCSCTTY, 0) != -1 && dup2(slave, 0) != -1
        && dup2(slave, 1) != -1 && dup2(slave, 2) != -1 && (!directory || chdir(directory) == 0)) {
        close_range_but(report);
        execve(path, argv, envp);
    }
    int error = errno;
    if (write(report, &error, sizeof error) < 0) _exit(126);
    _exit(127);
}

int cpty_spawn(
    const char *path, char *const argv[], char *const envp[], const char *directory, uint16_t rows, uint16_t columns, int *master,
    pid_t *pid) {
    char terminal[128];
    int report[2];
    // Not forkpty: between its opening of the master and a later FD_CLOEXEC, another thread's child could inherit it.
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd == -1) return errno;
    int error = 0;
    if (grantpt(fd) == -1 || unlockpt(fd) == -1) error = errno;
    if (!error) error = ptsname_r(fd, terminal, sizeof terminal);
    if (!error) error = cpty_resize(fd, rows, columns);
    if (!error && pipe2(report, O_CLOEXEC) == -1) error = errno;
    if (error) {
        close(fd);
        return error;
    }
    // A signal that came to the child before its actions are reset would run this process's handlers.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) become_child(path, argv, envp, directory, terminal, report[1]);
    error = child == -1 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (!error) {
        // End of file: execve closed the pipe, the program runs.
        ssize_t count;
        do count = read(report[0], &error, sizeof error);
        while (count == -1 && errno == EINTR);
        if (count == 0) error = 0;
        if (error) waitpid(child, NULL, 0);
    }
    close(report[0]);
    if (error) {
        close(fd);
        return error;
    }
    *master = fd;
    *pid = child;
    return 0;
}

int cpty_resize(int master, uint16_t rows, uint16_t columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size) == -1 ? errno : 0;
}

int cpty_is_cooked(int master) {
    struct termios modes;
    if (tcgetattr(master, &modes) == -1) return -1;
    tcflag_t wanted = ICANON | ECHO | ISIG;
    return (modes.c_lflag & wanted) == wanted && (modes.c_oflag & OPOST) && (modes.c_iflag & ICRNL) ? 1 : 0;
}

int cpty_reap(pid_t pid, int *status, int *number) {
    int word;
    pid_t found;
    do found = waitpid(pid, &word, 0);
    while (found == -1 && errno == EINTR);
    if (found == -1) return errno;
    *status = WIFEXITED(word) ? WEXITSTATUS(word) : -1;
    *number = WIFSIGNALED(word) ? WTERMSIG(word) : -1;
    return 0;
}

int cpty_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static locale_t utf8;
static void make_utf8(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int cpty_columns(uint32_t scalar) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_utf8);
    if (!utf8) return -1;
    locale_t before = uselocale(utf8);
    int columns = wcwidth((wchar_t)scalar);
    uselocale(before);
    return columns;
}
