/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confinement from what every kernel of Debian 12 has: limits, no new privileges, a network of its
 * own without a way out, a filter on system calls (seccomp), a fence around its files (Landlock).
 * What is done in the child between fork and exec is safe after fork: system calls only. */
#include "pt-confined.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_FILE_BYTES (1024u * 1024 * 1024)
#define MAX_FILES 256
#define EXIT_UNCONFINED 126
#define MAX_COMPLAINT 600

#if defined(__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#endif

#define READ_ACCESS                                                                                \
  (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_ACCESS                                                                               \
  (READ_ACCESS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR                     \
   | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG)
/* All that the first version of Landlock knows is refused unless a rule allows it. */
#define ALL_ACCESS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

/* What the child needs to know, made before it is there. */
typedef struct
{
  int fence; /* a Landlock ruleset; -1 = the kernel has none */
  guint64 memory;
  guint seconds;
} Cage;

static void
allow (int fence, const char *path, guint64 access)
{
  struct landlock_path_beneath_attr rule = { .allowed_access = access };

  rule.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return;
  syscall (SYS_landlock_add_rule, fence, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
}

/* The system's programs and libraries and the one that is run can be read, the private folder also
 * written. */
static int
make_fence (const char *program, const char *folder)
{
  static const char *const folders[] = { "/usr", "/lib", "/lib64", "/bin" };
  static const char *const files[] = { "/etc/ld.so.cache", "/dev/null", "/dev/urandom" };
  const struct landlock_ruleset_attr all = { .handled_access_fs = ALL_ACCESS };
  const int fence = (int)syscall (SYS_landlock_create_ruleset, &all, sizeof all, 0);

  if (fence < 0)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    allow (fence, folders[i], READ_ACCESS);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    allow (fence, files[i], LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  allow (fence, program, LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE);
  allow (fence, folder, WRITE_ACCESS);
  return fence;
}

/* No system call that leads out of it; FALSE where we do not know their numbers. */
static gboolean
filter_calls (void)
{
#ifdef NATIVE_ARCH
  static struct sock_filter filter[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, arch)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 1, 0),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    /* The numbers of x32 are those of another list. */
    BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 6, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 5, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 4, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_ptrace, 3, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_writev, 2, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_bpf, 1, 0),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
  };
  const struct sock_fprog program = { G_N_ELEMENTS (filter), filter };

  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
  return FALSE;
#endif
}

static void
limit (int resource, rlim_t value)
{
  const struct rlimit both = { value, value };

  setrlimit (resource, &both);
}

/* In the child. Whoever is in a cage dies with the keeper. */
static void
enter_cage_cb (gpointer data)
{
  const Cage *cage = data;
  gboolean offline;

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  limit (RLIMIT_AS, cage->memory);
  limit (RLIMIT_CPU, cage->seconds);
  limit (RLIMIT_FSIZE, MAX_FILE_BYTES);
  limit (RLIMIT_NOFILE, MAX_FILES);
  limit (RLIMIT_CORE, 0);
  offline = unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0;
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    _exit (EXIT_UNCONFINED);
  if (cage->fence >= 0 && syscall (SYS_landlock_restrict_self, cage->fence, 0) != 0)
    _exit (EXIT_UNCONFINED);
  offline = filter_calls () || offline;
  if (!offline)
    _exit (EXIT_UNCONFINED);
}

typedef struct
{
  GMainLoop *loop;
  GSubprocess *child;
  gboolean late;
  char *complaint;
  GError *error;
} Run;

static void
kill_all (Run *self)
{
  const char *id = g_subprocess_get_identifier (self->child);

  if (id != NULL)
    kill (-(pid_t)g_ascii_strtoll (id, NULL, 10), SIGKILL);
}

static gboolean
late_cb (gpointer data)
{
  Run *self = data;

  self->late = TRUE;
  kill_all (self);
  return G_SOURCE_REMOVE;
}

/* In the thread that cancels. */
static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  kill_all (data);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *self = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, NULL, &self->complaint,
                                        &self->error);
  g_main_loop_quit (self->loop);
}

/* (transfer full): the line in which a program says why it gave up. */
static char *
last_line (const char *complaint)
{
  g_autofree char *text = g_strchomp (g_strdup (complaint != NULL ? complaint : ""));
  const char *line = strrchr (text, '\n');
  g_autofree char *words = g_strndup (line != NULL ? line + 1 : text, MAX_COMPLAINT);

  return g_utf8_make_valid (words, -1);
}

static gboolean
judge (const Run *run, const char *program, GCancellable *cancellable, GError **error)
{
  const gboolean exited = g_subprocess_get_if_exited (run->child);
  g_autofree char *name = g_path_get_basename (program);
  g_autofree char *valid = last_line (run->complaint);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (exited && g_subprocess_get_exit_status (run->child) == 0)
    return TRUE;
  if (run->late)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("%s took too long and was stopped"),
                 name);
  else if (exited && g_subprocess_get_exit_status (run->child) == EXIT_UNCONFINED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _ ("%s is not started: this computer cannot keep it away from the network"), name);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%1$s could not do its work: %2$s"), name,
                 *valid != '\0' ? valid : _ ("it ended without a word"));
  return FALSE;
}

/* (transfer full) (nullable) */
static GSubprocess *
start (const PtConfined *self, Cage *cage, GError **error)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  g_subprocess_launcher_set_cwd (launcher, self->folder);
  g_subprocess_launcher_set_environ (launcher,
                                     (char **)(self->environ != NULL ? self->environ : nothing));
  g_subprocess_launcher_set_child_setup (launcher, enter_cage_cb, cage, NULL);
  return g_subprocess_launcher_spawnv (launcher, self->argv, error);
}

/* A GCancellableSource would stay behind when it is let go while others still hear of the cancel; to disconnect waits
 * for them. */
static void
wait_for (Run *run, guint seconds, GCancellable *cancellable, GMainContext *context)
{
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (2 * seconds);
  gulong stop;

  g_source_set_callback (timeout, late_cb, run, NULL);
  g_source_attach (timeout, context);
  g_subprocess_communicate_utf8_async (run->child, NULL, NULL, ended_cb, run);
  stop = cancellable != NULL
             ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), run, NULL)
             : 0;
  g_main_loop_run (run->loop);
  g_cancellable_disconnect (cancellable, stop);
  g_source_destroy (timeout);
}

gboolean
pt_confined_run (const PtConfined *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  Cage cage = { make_fence (self->argv[0], self->folder), self->memory, self->seconds };
  Run run = { .loop = loop };
  gboolean done = FALSE;

  g_main_context_push_thread_default (context);
  run.child = start (self, &cage, error);
  if (run.child != NULL)
    {
      wait_for (&run, self->seconds, cancellable, context);
      done = judge (&run, self->argv[0], cancellable, error);
    }
  g_main_context_pop_thread_default (context);
  if (cage.fence >= 0)
    close (cage.fence);
  g_clear_object (&run.child);
  g_clear_error (&run.error);
  g_free (run.complaint);
  return done;
}
