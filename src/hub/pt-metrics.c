/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of numbers per route, in the order of the table of routes; the last is for no route. */
#include "pt-metrics.h"

#include <gio/gio.h>
#include <string.h>

#define N_CLASSES 5 /* of statuses: 1xx to 5xx */
#define TYPE_METRICS "text/plain; version=0.0.4; charset=utf-8"

/* Seconds; the last one has no bound. */
static const double bounds[] = { 0.005, 0.025, 0.1, 0.25, 1, 5, 30 };
#define N_BOUNDS G_N_ELEMENTS (bounds)

typedef struct
{
  guint64 statuses[N_CLASSES];
  guint64 buckets[N_BOUNDS + 1];
  double seconds;
} Line;

struct _PtMetrics
{
  GMutex mutex;
  guint n;
  Line *lines;
};

PtMetrics *
pt_metrics_new (void)
{
  PtMetrics *self = g_new0 (PtMetrics, 1);

  g_mutex_init (&self->mutex);
  self->n = pt_n_routes + 1;
  self->lines = g_new0 (Line, self->n);
  return self;
}

void
pt_metrics_free (PtMetrics *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_free (self->lines);
  g_free (self);
}

static guint
find_bucket (double seconds)
{
  guint i = 0;

  while (i < N_BOUNDS && seconds > bounds[i])
    i++;
  return i;
}

void
pt_metrics_count (PtMetrics *self, const PtRoute *route, guint status, double seconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Line *line = &self->lines[route != NULL ? (guint)(route - pt_routes) : self->n - 1];

  line->statuses[CLAMP (status / 100, 1, N_CLASSES) - 1]++;
  line->buckets[find_bucket (seconds)]++;
  line->seconds += seconds;
}

static void
write_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.6g", value));
}

static void
write_labels (GString *out, guint i)
{
  const gboolean is_route = i < pt_n_routes;

  g_string_append_printf (out, "method=\"%s\",route=\"%s\"", is_route ? pt_routes[i].method : "",
                          is_route ? pt_routes[i].pattern : "none");
}

static void
write_statuses (PtMetrics *self, GString *out)
{
  g_string_append (out, "# TYPE proeftuin_requests_total counter\n");
  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < N_CLASSES; j++)
      if (self->lines[i].statuses[j] > 0)
        {
          g_string_append (out, "proeftuin_requests_total{");
          write_labels (out, i);
          g_string_append_printf (out, ",status=\"%uxx\"} %" G_GUINT64_FORMAT "\n", j + 1,
                                  self->lines[i].statuses[j]);
        }
}

static void
write_times_of (const Line *line, guint i, GString *out)
{
  guint64 n = 0;

  for (guint j = 0; j <= N_BOUNDS; j++)
    {
      n += line->buckets[j];
      g_string_append (out, "proeftuin_request_seconds_bucket{");
      write_labels (out, i);
      g_string_append (out, ",le=\"");
      if (j < N_BOUNDS)
        write_number (out, bounds[j]);
      else
        g_string_append (out, "+Inf");
      g_string_append_printf (out, "\"} %" G_GUINT64_FORMAT "\n", n);
    }
  g_string_append (out, "proeftuin_request_seconds_sum{");
  write_labels (out, i);
  g_string_append (out, "} ");
  write_number (out, line->seconds);
  g_string_append (out, "\nproeftuin_request_seconds_count{");
  write_labels (out, i);
  g_string_append_printf (out, "} %" G_GUINT64_FORMAT "\n", n);
}

static gboolean
was_asked (const Line *line)
{
  for (guint j = 0; j < N_CLASSES; j++)
    if (line->statuses[j] > 0)
      return TRUE;
  return FALSE;
}

static char *
print (PtMetrics *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GString *out = g_string_new (NULL);

  write_statuses (self, out);
  g_string_append (out, "# TYPE proeftuin_request_seconds histogram\n");
  for (guint i = 0; i < self->n; i++)
    if (was_asked (&self->lines[i]))
      write_times_of (&self->lines[i], i, out);
  return g_string_free (out, FALSE);
}

static gboolean
is_here (const char *address)
{
  g_autoptr (GInetAddress) parsed = address != NULL ? g_inet_address_new_from_string (address)
                                                    : NULL;

  return parsed != NULL && g_inet_address_get_is_loopback (parsed);
}

PtHubResponse *
pt_handle_metrics (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  char *text;

  if (!is_here (request->address))
    return pt_problem (PT_PROBLEM_NOT_FOUND);
  text = print (hub->metrics);
  return pt_hub_response_new_bytes (200, TYPE_METRICS, g_bytes_new_take (text, strlen (text)));
}
