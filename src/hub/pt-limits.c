/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buckets that are full again are forgotten now and then, so that there are never many. */
#include "pt-limits.h"

#define SWEEP_FROM 10000 /* buckets */

typedef struct
{
  double tokens, burst, per_minute;
  int64_t at;
} Bucket;

struct _PtLimits
{
  PtWorld *world;
  GMutex mutex;
  GHashTable *buckets;
};

PtLimits *
pt_limits_new (PtWorld *world)
{
  PtLimits *self = g_new0 (PtLimits, 1);

  self->world = world;
  g_mutex_init (&self->mutex);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
pt_limits_free (PtLimits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* A clock that jumps back takes nothing away. */
static void
fill_up (Bucket *bucket, int64_t now)
{
  const double minutes = (double)MAX (now - bucket->at, 0) / (60.0 * PT_USEC_PER_SECOND);

  bucket->tokens = MIN (bucket->burst, bucket->tokens + minutes * bucket->per_minute);
  bucket->at = now;
}

static gboolean
is_full_cb (gpointer name, gpointer data, gpointer now)
{
  Bucket *bucket = data;

  fill_up (bucket, *(int64_t *)now);
  return bucket->tokens >= bucket->burst;
}

static Bucket *
find_bucket (PtLimits *self, const char *name, double burst, double per_minute, int64_t now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket != NULL)
    return bucket;
  if (g_hash_table_size (self->buckets) >= SWEEP_FROM)
    g_hash_table_foreach_remove (self->buckets, is_full_cb, &now);
  bucket = g_new (Bucket, 1);
  *bucket = (Bucket){ .tokens = burst, .burst = burst, .per_minute = per_minute, .at = now };
  g_hash_table_insert (self->buckets, g_strdup (name), bucket);
  return bucket;
}

gboolean
pt_limits_take (PtLimits *self, const char *name, double burst, double per_minute)
{
  const int64_t now = self->world->now (self->world);
  g_autoptr (GMutexLocker) locker = NULL;
  Bucket *bucket;

  if (per_minute <= 0)
    return TRUE;
  locker = g_mutex_locker_new (&self->mutex);
  bucket = find_bucket (self, name, burst, per_minute, now);
  fill_up (bucket, now);
  if (bucket->tokens < 1)
    return FALSE;
  bucket->tokens -= 1;
  return TRUE;
}

void
pt_limits_give_back (PtLimits *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket != NULL)
    bucket->tokens = MIN (bucket->burst, bucket->tokens + 1);
}
