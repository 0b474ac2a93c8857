/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many laptops at one hub that serves already: some write and read with pauses for thought, others wait
 * and read what they hear of. What was acknowledged must be there at the end, and nothing may fail but
 * what a second try mends. Prints what it measured, one `name=value` each; exit 1 when something was lost
 * or refused. It has no store: a laptop's own work is measured elsewhere. */
#include "load-line.h"
#include "load-logbook.h"

#include "pt-json.h"
#include "pt-wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>

#define TICK_MS 5
#define EVENTS 256
#define PATIENCE_US (60 * G_USEC_PER_SEC) /* for what is under way at the end */
#define RETRY_US (200 * G_TIME_SPAN_MILLISECOND)
#define BODY_BYTES 200

static int n_writers = 20, n_waiting = 80, n_logbooks = 10, seconds = 4, think_ms = 200, backlog;

static const GOptionEntry options[] = {
  { "writers", 0, 0, G_OPTION_ARG_INT, &n_writers, "Laptops that write and read", "N" },
  { "waiting", 0, 0, G_OPTION_ARG_INT, &n_waiting, "Laptops that wait", "N" },
  { "logbooks", 0, 0, G_OPTION_ARG_INT, &n_logbooks, "Among which they are divided", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "How long they write", "S" },
  { "think", 0, 0, G_OPTION_ARG_INT, &think_ms, "Pause between two pushes, on average", "MS" },
  { "backlog", 0, 0, G_OPTION_ARG_INT, &backlog,
    "Each writer hands in so many saves at once, and that is all", "N" },
  G_OPTION_ENTRY_NULL,
};

typedef enum
{
  DOES_THINK,
  DOES_PUSH,
  DOES_PULL,
  DOES_WAIT,
  DOES_NOTHING, /* any more */
} Does;

typedef struct
{
  char *record;
  char *words;
} Save;

typedef struct
{
  guint number;
  gboolean writes;
  Logbook *logbook;
  const char *token;
  Line *line;
  Does does;
  gint64 due;   /* when it thinks, or tries again; 0 = it is under way */
  gint64 asked; /* the first time */
  gboolean again;
  GString *request;
  char *epoch, *chain; /* its cursor; NULL = from the beginning */
  gint64 seq;
  PtUuid life;
  gint64 counter;
  GPtrArray *saves; /* Save: on their way */
  GPtrArray *own;   /* ids of its records */
  GArray *dots;     /* of each of them, the last one: gint64 */
} Station;

static struct
{
  int epoll;
  GRand *random;
  GPtrArray *logbooks, *stations;
  GArray *ms; /* double: of each push that needed one try */
  guint retries, errors, pulls, heard, ops, lost;
} load;

/* ── Who is there ── */

static void
save_free (gpointer data)
{
  Save *self = data;

  g_free (self->record);
  g_free (self->words);
  g_free (self);
}

static void
add_station (guint number, gboolean writes)
{
  Station *self = g_new0 (Station, 1);
  Logbook *logbook = g_ptr_array_index (load.logbooks, number % load.logbooks->len);

  self->number = number;
  self->writes = writes;
  self->logbook = logbook;
  self->token = !writes || number < load.logbooks->len ? g_ptr_array_index (logbook->tokens, 0)
                                                       : logbook_add_device (logbook);
  self->line = line_new (load.epoll, logbook_get_port (), self);
  self->saves = g_ptr_array_new_with_free_func (save_free);
  self->own = g_ptr_array_new_with_free_func (g_free);
  self->dots = g_array_new (FALSE, FALSE, sizeof (gint64));
  pt_uuid_new (pt_world_system (), &self->life);
  g_ptr_array_add (load.stations, self);
}

/* ── What they ask ── */

static void
ask (Station *self, const char *method, const char *path, const char *body)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   "%s /v1/logbooks/%s/%s HTTP/1.1\r\nHost: localhost\r\n"
                   "Authorization: Bearer %s\r\n",
                   method, self->logbook->id, path, self->token);
  if (body != NULL)
    g_string_append_printf (text, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                            strlen (body));
  g_string_append (text, "\r\n");
  g_string_append (text, body != NULL ? body : "");
  if (self->request != NULL)
    g_string_free (self->request, TRUE);
  self->request = text;
  self->asked = g_get_monotonic_time ();
  self->again = FALSE;
  self->due = 0;
  line_ask (self->line, g_string_new_len (text->str, (gssize)text->len));
}

static void
pull (Station *self)
{
  g_autofree char *path = self->epoch == NULL
                              ? g_strdup ("pull?after=0&limit=100")
                              : g_strdup_printf ("pull?epoch=%s&after=%" G_GINT64_FORMAT
                                                 "&chain=%s&limit=100",
                                                 self->epoch, self->seq, self->chain);

  self->does = DOES_PULL;
  ask (self, "GET", path, NULL);
}

/* Half of the saves are new records, the others change one of its own. */
static void
append_save (Station *self, GString *out)
{
  const gboolean is_new = self->own->len == 0 || g_rand_boolean (load.random);
  const guint which = is_new ? self->own->len
                             : (guint)g_rand_int_range (load.random, 0, (gint32)self->own->len);
  const PtDot dot = { .incarnation = self->life, .counter = ++self->counter };
  g_autofree char *id = pt_id_new (pt_world_system ());
  g_autofree char *filler = g_strnfill (BODY_BYTES, 'x');
  g_autoptr (PtValue) value = NULL;
  g_autoptr (PtOp) op = NULL;
  g_autofree char *text = NULL;
  Save *save = g_new0 (Save, 1);

  if (is_new)
    {
      const gint64 none = 0;

      g_ptr_array_add (self->own, pt_id_new (pt_world_system ()));
      g_array_append_val (self->dots, none);
    }
  save->record = g_strdup (g_ptr_array_index (self->own, which));
  save->words = g_strdup_printf ("%u-%" G_GINT64_FORMAT " %s", self->number, self->counter, filler);
  op = pt_op_new (id, &dot, save->record, "entry");
  value = pt_value_new_text (save->words);
  pt_op_set (op, "body", value);
  op->at = g_get_real_time ();
  op->schema = PT_SCHEMA_VERSION;
  if (!is_new)
    pt_vector_add (op->seen, &(PtDot){ self->life, g_array_index (self->dots, gint64, which) });
  g_array_index (self->dots, gint64, which) = self->counter;
  text = pt_op_print (op);
  g_string_append (out, self->saves->len > 0 ? "," : "");
  g_string_append (out, text);
  g_ptr_array_add (self->saves, save);
}

static void
push (Station *self)
{
  const guint n = backlog > 0 ? (guint)backlog : (guint)g_rand_int_range (load.random, 1, 4);
  g_autoptr (GString) body = g_string_new ("{\"ops\":[");

  g_ptr_array_set_size (self->saves, 0);
  for (guint i = 0; i < n; i++)
    append_save (self, body);
  g_string_append (body, "]}");
  self->does = DOES_PUSH;
  ask (self, "POST", "push", body->str);
}

static void
wait_for_news (Station *self)
{
  g_autofree char *path = g_strdup_printf ("wait?after=%" G_GINT64_FORMAT, self->seq);

  self->does = DOES_WAIT;
  ask (self, "GET", path, NULL);
}

static void
think (Station *self)
{
  self->does = DOES_THINK;
  self->due = g_get_monotonic_time ()
              + g_rand_int_range (load.random, 0, 2 * MAX (think_ms, 1)) * G_TIME_SPAN_MILLISECOND;
}

/* ── What they hear ── */

static void
try_again (Station *self)
{
  load.retries++;
  self->again = TRUE;
  self->due = g_get_monotonic_time () + RETRY_US
              + g_rand_int_range (load.random, 0, (gint32)(3 * RETRY_US));
}

/* How many were taken over; the same save twice is in it once. */
static guint
count_taken (const char *body, gsize size)
{
  g_autoptr (JsonNode) answer = pt_json_parse (body, size, PT_WIRE_MAX_ANSWER, NULL);
  JsonArray *results = NULL;
  guint n = 0;

  if (answer == NULL
      || !pt_json_get_array (json_node_get_object (answer), "results", &results, NULL))
    return 0;
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);
      const char *outcome = pt_json_text_or (result, "first",
                                             pt_json_text_or (result, "outcome", ""));

      n += g_str_equal (outcome, "applied");
    }
  return n;
}

static void
pushed (Station *self, const char *body, gsize size)
{
  const double ms = (double)(g_get_monotonic_time () - self->asked) / 1000;

  if (count_taken (body, size) != self->saves->len)
    {
      g_printerr ("not all taken over: %.*s\n", (int)MIN (size, 500), body);
      load.errors++;
    }
  if (!self->again)
    g_array_append_val (load.ms, ms);
  load.ops += self->saves->len;
  for (guint i = 0; i < self->saves->len; i++)
    {
      const Save *save = g_ptr_array_index (self->saves, i);

      g_hash_table_replace (self->logbook->said, g_strdup (save->record), g_strdup (save->words));
    }
  pull (self);
}

static void
rest (Station *self)
{
  if (!self->writes)
    wait_for_news (self);
  else if (backlog > 0 && self->counter > 0)
    self->does = DOES_NOTHING;
  else
    think (self);
}

static void
pulled (Station *self, const char *body, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtWirePage) page = pt_wire_page_parse (body, size, &error);

  g_assert_no_error (error);
  g_free (self->epoch);
  g_free (self->chain);
  self->epoch = g_strdup (page->epoch);
  self->chain = g_strdup (page->chain);
  self->seq = page->seq;
  load.pulls++;
  if (page->more)
    pull (self);
  else
    rest (self);
}

static void
answered (Station *self)
{
  const guint status = line_get_status (self->line);
  gsize size;
  const char *body = line_get_body (self->line, &size);

  if (status == 429 || (status >= 502 && status <= 504))
    {
      try_again (self);
      return;
    }
  if (status != 200)
    {
      g_printerr ("%u: %.*s\n", status, (int)MIN (size, 500), body);
      load.errors++;
      self->does = DOES_NOTHING;
      return;
    }
  switch (self->does)
    {
    case DOES_PUSH:
      pushed (self, body, size);
      break;
    case DOES_PULL:
      pulled (self, body, size);
      break;
    case DOES_WAIT:
      load.heard++;
      pull (self);
      break;
    case DOES_THINK:
    case DOES_NOTHING:
      break;
    }
}

/* Until it waits for somebody else. */
static void
move (Station *self)
{
  while (self->due == 0 && self->does != DOES_NOTHING)
    switch (line_move (self->line))
      {
      case LINE_BUSY:
        return;
      case LINE_ANSWERED:
        answered (self);
        break;
      case LINE_BROKEN:
        try_again (self);
        break;
      }
}

/* ── The day ── */

/* A pause is over. */
static void
go_on (Station *self)
{
  if (self->does == DOES_THINK)
    push (self);
  else
    {
      self->due = 0;
      line_ask (self->line, g_string_new_len (self->request->str, (gssize)self->request->len));
    }
  move (self);
}

static void
hear (void)
{
  struct epoll_event events[EVENTS];
  int n = epoll_wait (load.epoll, events, EVENTS, TICK_MS);

  for (int i = 0; i < n; i++)
    {
      Station *station = events[i].data.ptr;

      /* Between two questions nobody talks; a hub that went away is met at the next one. */
      if (station->due == 0)
        move (station);
      else if (line_move (station->line) == LINE_BROKEN)
        line_break (station->line);
    }
}

/* How many writers are in the middle of something; @is_over: those who think are not. */
static guint
tick (gboolean is_over)
{
  const gint64 now = g_get_monotonic_time ();
  guint busy = 0;

  for (guint i = 0; i < load.stations->len; i++)
    {
      Station *self = g_ptr_array_index (load.stations, i);

      if (self->due > 0 && self->due <= now && !(is_over && self->does == DOES_THINK))
        go_on (self);
      busy += self->writes && self->does != DOES_NOTHING && !(is_over && self->does == DOES_THINK);
    }
  hear ();
  return busy;
}

/* All are connected and have read what there is. */
static gboolean
has_settled (void)
{
  for (guint i = 0; i < load.stations->len; i++)
    if (((const Station *)g_ptr_array_index (load.stations, i))->does == DOES_PULL)
      return FALSE;
  return TRUE;
}

static void
come (void)
{
  for (guint i = 0; i < load.stations->len; i++)
    {
      pull (g_ptr_array_index (load.stations, i));
      move (g_ptr_array_index (load.stations, i));
    }
  for (gint64 end = g_get_monotonic_time () + PATIENCE_US; !has_settled (); tick (TRUE))
    if (g_get_monotonic_time () > end)
      g_error ("not everybody was let in");
}

static void
start_writing (void)
{
  for (guint i = 0; i < load.stations->len; i++)
    {
      Station *self = g_ptr_array_index (load.stations, i);

      if (self->writes && backlog > 0)
        push (self);
      else if (self->writes)
        think (self);
      move (self);
    }
}

static void
live (void)
{
  gint64 end;

  start_writing ();
  for (end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
       backlog == 0 && g_get_monotonic_time () < end;)
    tick (FALSE);
  for (end = g_get_monotonic_time () + PATIENCE_US; tick (TRUE) > 0;)
    if (g_get_monotonic_time () > end)
      g_error ("somebody is still in the middle of something");
}

/* ── What was measured ── */

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
nth (double part)
{
  const guint n = load.ms->len;

  return n > 0 ? g_array_index (load.ms, double, MIN (n - 1, (guint)(part * n))) : 0;
}

static void
report (double took)
{
  g_array_sort (load.ms, compare);
  printf ("pushes=%u\nops=%u\nops_per_second=%.0f\nmedian_ms=%.1f\np99_ms=%.1f\nslowest_ms=%.1f\n"
          "pulls=%u\nheard=%u\nretries=%u\nerrors=%u\nseconds=%.1f\n",
          load.ms->len, load.ops, load.ops / took, nth (0.5), nth (0.99), nth (1), load.pulls,
          load.heard, load.retries, load.errors, took);
}

static void
allow_connections (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER of a hub that serves");
  g_autoptr (GError) error = NULL;
  gint64 start;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Say the folder of the hub.");
      return EXIT_FAILURE;
    }
  setvbuf (stdout, NULL, _IOLBF, 0);
  allow_connections ();
  load.epoll = epoll_create1 (EPOLL_CLOEXEC);
  load.random = g_rand_new ();
  load.logbooks = g_ptr_array_new ();
  load.stations = g_ptr_array_new ();
  load.ms = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < n_logbooks; i++)
    g_ptr_array_add (load.logbooks, logbook_found (argv[1]));
  for (int i = 0; i < n_writers + n_waiting; i++)
    add_station ((guint)i, i < n_writers);
  come ();
  printf ("ready\n");

  start = g_get_monotonic_time ();
  live ();
  report ((double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  for (guint i = 0; i < load.logbooks->len; i++)
    load.lost += logbook_count_lost (g_ptr_array_index (load.logbooks, i));
  printf ("lost=%u\n", load.lost);
  return load.lost > 0 || load.errors > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
