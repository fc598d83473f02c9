#define _GNU_SOURCE
#include "cncurses.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* ---- Watched signals ---- */

static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT};
enum { WATCHED = sizeof watched / sizeof *watched };
static struct sigaction before_watch[WATCHED];
static volatile sig_atomic_t signal_pipe = -1;
static volatile sig_atomic_t signal_came;

static void note_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  signal_came = 1;
  /* A full pipe already holds something to wake for. */
  if (signal_pipe >= 0 && write(signal_pipe, &byte, 1) < 0) errno = 0;
  errno = saved;
}

static void watch_one(int index) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(watched[index], &action, NULL);
}

void cn_watch_signals(int pipe) {
  bool already = signal_pipe >= 0;
  signal_pipe = pipe;
  for (int i = 0; i < WATCHED; i++) {
    if (!already) sigaction(watched[i], NULL, &before_watch[i]);
    watch_one(i);
  }
}

void cn_unwatch_signals(void) {
  if (signal_pipe < 0) return;
  for (int i = 0; i < WATCHED; i++) sigaction(watched[i], &before_watch[i], NULL);
  signal_pipe = -1;
}

bool cn_signal_came(void) {
  if (!signal_came) return false;
  signal_came = 0;
  return true;
}

void cn_stop_self(void) {
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &plain, NULL);
  sigset_t stop, old;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &old);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  for (int i = 0; i < WATCHED; i++)
    if (watched[i] == SIGTSTP && signal_pipe >= 0) watch_one(i);
}

/* ---- The line discipline ---- */

static struct termios found;
static volatile sig_atomic_t have_found;

bool cn_make_raw(int tty) {
  if (!have_found) {
    if (tcgetattr(tty, &found) != 0) return false;
    have_found = 1;
  }
  struct termios raw = found;
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  return tcsetattr(tty, TCSANOW, &raw) == 0;
}

void cn_make_cooked(int tty) {
  if (have_found) tcsetattr(tty, TCSANOW, &found);
  have_found = 0;
}

bool cn_window_size(int tty, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(tty, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

/* ---- Crashes ---- */

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT, SIGSYS};
enum { FATAL = sizeof fatal / sizeof *fatal };
static struct sigaction before_guard[FATAL];
static volatile sig_atomic_t guarded_tty = -1;
static char restore_text[1024], notice_text[1024];
static size_t restore_length, notice_length;
static void *alternate_stack;
/* The Swift runtime's backtracer, on a terminal, holds the dead program for half a minute and asks for a key. It is left to those
   who set its variable. */
static bool backtrace_is_asked_for;

static void put_back(int number, siginfo_t *info, void *context) {
  (void)context;
  int saved = errno;
  int tty = guarded_tty;
  guarded_tty = -1;
  if (tty >= 0) {
    ssize_t ignored = write(tty, restore_text, restore_length);
    if (have_found) tcsetattr(tty, TCSANOW, &found);
    ignored = write(tty, notice_text, notice_length);
    (void)ignored;
  }
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], backtrace_is_asked_for ? &before_guard[i] : &plain, NULL);
  errno = saved;
  /* A fault happens again when this returns, now under the action from before; a signal that was sent has to be sent again. */
  if (info == NULL || info->si_code <= 0) raise(number);
}

void cn_guard(int tty, const char *restore, const char *notice) {
  restore_length = strnlen(restore, sizeof restore_text);
  memcpy(restore_text, restore, restore_length);
  notice_length = strnlen(notice, sizeof notice_text);
  memcpy(notice_text, notice, notice_length);
  if (!alternate_stack) {
    size_t size = 64 * 1024;
    alternate_stack = malloc(size);
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = size, .ss_flags = 0};
    if (alternate_stack) sigaltstack(&stack, NULL);
  }
  bool installed = guarded_tty >= 0;
  guarded_tty = tty;
  if (installed) return;
  backtrace_is_asked_for = getenv("SWIFT_BACKTRACE") != NULL;
  for (int i = 0; i < FATAL; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = put_back;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(fatal[i], &action, &before_guard[i]);
  }
}

void cn_unguard(void) {
  if (guarded_tty < 0) return;
  guarded_tty = -1;
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &before_guard[i], NULL);
}
