/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library to be preloaded into a program under test, which tests start a thousand times. Most of the time that a
 * command takes is spent on finding, linking and beginning its libraries. This does that once: the program stops before
 * its main(), and for each order that comes along a line another process begins there, a child of the test like every
 * program that it starts, with words, environment, folder and open files of its own. Nothing in the programs knows of it;
 * warm.py gives the orders.
 *
 *   PT_WARM_LINE  the socket from which orders come; without it the program begins as ever
 *
 * An order is three files (stdin, stdout, stderr) with the number of bytes that follow, and then strings that each end in
 * NUL: the folder, how many words, the words, the environment. The answer is the number of the process, as an int.
 */
#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define N_FILES 3
#define CANNOT_BEGIN 127 /* exit code, as of a shell */
/* Commands that share look for it themselves (core/sync/pt-curl.h). */
#define FOUND_LATER "libcurl.so.4"

typedef int (*Main) (int, char **, char **);

typedef struct
{
  int files[N_FILES];
  uint32_t size;
  char *text;
} Order;

extern char **environ;

static Main program;
static int line;

static void __attribute__ ((noreturn)) fail (const char *what)
{
  fprintf (stderr, "warm: %s: %s\n", what, strerror (errno));
  _exit (CANNOT_BEGIN);
}

/* FALSE when the test has come to its end. */
static bool
receive_files (Order *order)
{
  union
  {
    struct cmsghdr align;
    char bytes[CMSG_SPACE (sizeof order->files)];
  } control = { 0 };
  struct iovec part = { .iov_base = &order->size, .iov_len = sizeof order->size };
  struct msghdr message = { .msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.bytes,
                            .msg_controllen = sizeof control.bytes };
  ssize_t n = recvmsg (line, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC);

  if (n == 0)
    return false;
  if (n != sizeof order->size || CMSG_FIRSTHDR (&message) == NULL)
    fail ("an order without files");
  memcpy (order->files, CMSG_DATA (CMSG_FIRSTHDR (&message)), sizeof order->files);
  return true;
}

static bool
receive (Order *order)
{
  if (!receive_files (order))
    return false;
  order->text = malloc (order->size);
  if (order->text == NULL
      || recv (line, order->text, order->size, MSG_WAITALL) != (ssize_t)order->size)
    fail ("half an order");
  return true;
}

static void
finish (Order *order)
{
  for (int i = 0; i < N_FILES; i++)
    close (order->files[i]);
  free (order->text);
}

/* fork(), but the new process is a child of whoever started this one. What glibc keeps about the only thread is told by
 * the kernel, as fork() lets it do. */
static int
split (void)
{
  unsigned long flags = CLONE_PARENT | SIGCHLD;
  int *thread = NULL;

  if (prctl (PR_GET_TID_ADDRESS, &thread) == 0 && thread != NULL)
    flags |= CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID;
  return (int)syscall (SYS_clone, flags, NULL, NULL, thread, NULL);
}

/* The strings from @at on, and NULL. */
static char **
take_strings (char *at, const char *end, int *n)
{
  char **strings = malloc (((size_t)(end - at) + 1) * sizeof *strings);

  if (strings == NULL)
    fail ("an order");
  for (*n = 0; at < end; at += strlen (at) + 1)
    strings[(*n)++] = at;
  strings[*n] = NULL;
  return strings;
}

static int
begin (const Order *order)
{
  int n, n_words;
  char **strings = take_strings (order->text, order->text + order->size, &n);
  char **words = strings + 2;
  void (*again) (void) = (void (*) (void))dlsym (RTLD_DEFAULT, "pt_warm_begin");

  if (chdir (strings[0]) != 0)
    fail (strings[0]);
  for (int i = 0; i < N_FILES; i++)
    if (dup2 (order->files[i], i) < 0 || close (order->files[i]) != 0)
      fail ("the files");
  close (line);
  n_words = atoi (strings[1]);
  environ = words + n_words;
  words = memcpy (malloc (((size_t)n_words + 1) * sizeof *words), words,
                  (size_t)n_words * sizeof *words);
  words[n_words] = NULL;
  if (again != NULL)
    again ();
  return program (n_words, words, environ);
}

static int
serve (int n __attribute__ ((unused)), char **words __attribute__ ((unused)),
       char **env __attribute__ ((unused)))
{
  Order order;

  while (receive (&order))
    {
      int process = split ();

      if (process == 0)
        return begin (&order);
      if (process < 0 || send (line, &process, sizeof process, MSG_NOSIGNAL) < 0)
        fail ("beginning");
      finish (&order);
    }
  _exit (0);
}

typedef int (*StartMain) (Main, int, char **, void (*) (void), void (*) (void), void (*) (void),
                          void *);

int __libc_start_main (Main, int, char **, void (*) (void), void (*) (void), void (*) (void),
                       void *);

int
__libc_start_main (Main main, int n, char **words, void (*init) (void), void (*end) (void),
                   void (*end_loader) (void), void *stack)
{
  StartMain real = (StartMain)dlsym (RTLD_NEXT, "__libc_start_main");
  const char *wanted = getenv ("PT_WARM_LINE");

  if (wanted != NULL)
    dlopen (FOUND_LATER, RTLD_LAZY);
  program = main;
  line = wanted != NULL ? atoi (wanted) : -1;
  return real (wanted != NULL ? serve : main, n, words, init, end, end_loader, stack);
}
