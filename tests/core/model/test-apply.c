/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim (sync.md §3): the surviving values of a field do not depend on the order in which ops arrive,
 * also when it is causally wrong, nor on repetition; nothing is dropped that nobody had seen. Random
 * histories check it on the real code and, as a check of the check, on a small model of the rule with
 * one thing broken at a time, which must be noticed. */
#include "pt-state.h"

#include <string.h>

#define HISTORIES 20000
#define ORDERS 12
#define BROKEN_HISTORIES 3000 /* within these each breakage shows */

#define MAX_DEVICES 4
#define MAX_FIELDS 3
#define MAX_OPS 16
#define MAX_STEPS 14

/* Values that several devices may write by chance; others are an op's own. */
#define COMMON_VALUES 4

static const char *const field_names[MAX_FIELDS] = { "body", "status", "title" };

typedef struct
{
  int device, counter;   /* the dot, counter from 1 */
  int value[MAX_FIELDS]; /* 0 = not set */
  int seen[MAX_DEVICES];
} Op;

typedef struct
{
  Op ops[MAX_OPS];
  int n_ops;
  int n_devices, n_fields;
  int arrival[MAX_OPS]; /* indexes of ops, as they reached the hub */
  int n_arrived;
} History;

/* The rule again, in the plainest form: dots are bits, as counters are small. */
typedef struct
{
  int value;
  uint32_t dots[MAX_DEVICES]; /* bit n = counter n */
  int seen[MAX_DEVICES];
} Version;

typedef struct
{
  Version versions[MAX_FIELDS][MAX_OPS];
  int n[MAX_FIELDS];
} Model;

/* Leaving out the look for the op's own dot is no breakage: applying an op again finds its own value
 * and changes nothing. Only the verdict differs, which test-state.c checks. */
typedef enum
{
  WHOLE,
  NO_SEEN_CHECK,       /* a superseded op comes back to life */
  CANDIDATE_DROPPED,   /* the first wins */
  LAST_WINS,           /* a clock decides */
  EQUAL_IGNORED,       /* an equal value does not gain the dot */
  EQUAL_NOT_JOINED,    /* it gains the dot, not what its author had seen */
  VALUE_DROPPED_WHOLE, /* with one dot seen, the others go too */
  SEEN_NOT_DROPPED,    /* what the author replaced stays */
  N_BREAKAGES,
} Breakage;

static const char *const breakage_names[] = {
  "whole",         "no-seen-check",    "candidate-dropped",   "last-wins",
  "equal-ignored", "equal-not-joined", "value-dropped-whole", "seen-not-dropped",
};

static bool
is_known (const Version *versions, int n, const Op *op, Breakage broken)
{
  for (int i = 0; i < n; i++)
    {
      if (versions[i].dots[op->device] >> op->counter & 1)
        return true;
      if (broken != NO_SEEN_CHECK && versions[i].seen[op->device] >= op->counter)
        return true;
    }
  return false;
}

/* Takes away the dots that @seen covers; whether any is left. */
static bool
drop_seen (Version *version, const int *seen, Breakage broken)
{
  bool left = false, dropped = false;

  for (int d = 0; d < MAX_DEVICES; d++)
    {
      uint32_t covered = version->dots[d] & ((2u << seen[d]) - 1);
      dropped |= covered != 0;
      if (broken != SEEN_NOT_DROPPED)
        version->dots[d] &= ~covered;
      left |= version->dots[d] != 0;
    }
  return left && !(dropped && broken == VALUE_DROPPED_WHOLE);
}

static void
gain (Version *version, const Op *op, Breakage broken)
{
  if (broken != EQUAL_IGNORED)
    version->dots[op->device] |= 1u << op->counter;
  for (int d = 0; d < MAX_DEVICES && broken != EQUAL_NOT_JOINED && broken != EQUAL_IGNORED; d++)
    version->seen[d] = MAX (version->seen[d], op->seen[d]);
}

static void
apply_field (Version *versions, int *n, const Op *op, int value, Breakage broken)
{
  int kept = 0;

  if (is_known (versions, *n, op, broken))
    return;
  for (int i = 0; i < *n; i++)
    if (drop_seen (&versions[i], op->seen, broken))
      versions[kept++] = versions[i];
  *n = broken == LAST_WINS ? 0 : kept;
  for (int i = 0; i < *n; i++)
    if (versions[i].value == value)
      {
        gain (&versions[i], op, broken);
        return;
      }
  if (*n == MAX_OPS || (broken == CANDIDATE_DROPPED && *n > 0))
    return;
  Version *fresh = &versions[(*n)++];
  memset (fresh, 0, sizeof *fresh);
  fresh->value = value;
  fresh->dots[op->device] = 1u << op->counter;
  memcpy (fresh->seen, op->seen, sizeof fresh->seen);
}

static void
model_apply (Model *self, const Op *op, Breakage broken)
{
  for (int f = 0; f < MAX_FIELDS; f++)
    if (op->value[f] != 0)
      apply_field (self->versions[f], &self->n[f], op, op->value[f], broken);
}

static bool
has_version (const Model *self, int f, const Version *version)
{
  for (int i = 0; i < self->n[f]; i++)
    if (self->versions[f][i].value == version->value
        && memcmp (self->versions[f][i].dots, version->dots, sizeof version->dots) == 0)
      return true;
  return false;
}

static bool
model_equal (const Model *a, const Model *b)
{
  for (int f = 0; f < MAX_FIELDS; f++)
    {
      if (a->n[f] != b->n[f])
        return false;
      for (int i = 0; i < a->n[f]; i++)
        if (!has_version (b, f, &a->versions[f][i]))
          return false;
    }
  return true;
}

static bool
model_has_dot (const Model *self, int f, const Op *op)
{
  for (int i = 0; i < self->n[f]; i++)
    if (self->versions[f][i].dots[op->device] >> op->counter & 1)
      return true;
  return false;
}

/* What a device has seen that looks at all of @self. */
static void
join_context (const Model *self, int *seen)
{
  for (int f = 0; f < MAX_FIELDS; f++)
    for (int i = 0; i < self->n[f]; i++)
      for (int d = 0; d < MAX_DEVICES; d++)
        {
          const Version *version = &self->versions[f][i];
          int highest = version->dots[d] == 0 ? 0 : 31 - __builtin_clz (version->dots[d]);
          seen[d] = MAX (seen[d], MAX (version->seen[d], highest));
        }
}

static void
save (History *self, int device, int counter, const int *seen, GRand *random)
{
  Op *op = &self->ops[self->n_ops];
  int must = g_rand_int_range (random, 0, self->n_fields);

  memset (op, 0, sizeof *op);
  op->device = device;
  op->counter = counter;
  memcpy (op->seen, seen, sizeof op->seen);
  for (int f = 0; f < self->n_fields; f++)
    if (f == must || g_rand_boolean (random))
      op->value[f] = g_rand_boolean (random) ? g_rand_int_range (random, 1, COMMON_VALUES + 1)
                                             : COMMON_VALUES + 1 + self->n_ops;
  self->n_ops++;
}

static void
push (History *self, Model *hub, int device, int *pushed)
{
  for (int i = 0; i < self->n_ops; i++)
    if (self->ops[i].device == device && self->ops[i].counter > *pushed)
      {
        model_apply (hub, &self->ops[i], WHOLE);
        self->arrival[self->n_arrived++] = i;
        *pushed = self->ops[i].counter;
      }
}

/* Devices save and now and then sync; at the end everything reaches the hub. */
static void
make_history (History *self, GRand *random)
{
  int counter[MAX_DEVICES] = { 0 }, pushed[MAX_DEVICES] = { 0 },
      seen[MAX_DEVICES][MAX_DEVICES] = { { 0 } };
  Model hub = { 0 };

  memset (self, 0, sizeof *self);
  self->n_devices = g_rand_int_range (random, 2, MAX_DEVICES + 1);
  self->n_fields = g_rand_int_range (random, 1, MAX_FIELDS + 1);
  for (int steps = g_rand_int_range (random, 3, MAX_STEPS + 1); steps > 0; steps--)
    {
      int d = g_rand_int_range (random, 0, self->n_devices);
      if (g_rand_double (random) < .6)
        {
          save (self, d, ++counter[d], seen[d], random);
          seen[d][d] = counter[d];
          continue;
        }
      push (self, &hub, d, &pushed[d]);
      join_context (&hub, seen[d]);
    }
  for (int d = 0; d < self->n_devices; d++)
    push (self, &hub, d, &pushed[d]);
}

/* All ops and some of them again, shuffled. */
static int
make_order (const History *history, int *order, GRand *random)
{
  int n = history->n_ops;

  for (int i = 0; i < n; i++)
    order[i] = i;
  for (int again = history->n_ops == 0 ? 0 : g_rand_int_range (random, 0, history->n_ops + 1);
       again > 0; again--)
    order[n++] = g_rand_int_range (random, 0, history->n_ops);
  for (int i = n - 1; i > 0; i--)
    {
      int j = g_rand_int_range (random, 0, i + 1), swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  return n;
}

static void
replay (const History *history, const int *order, int n, Model *out, Breakage broken)
{
  memset (out, 0, sizeof *out);
  for (int i = 0; i < n; i++)
    model_apply (out, &history->ops[order[i]], broken);
}

static bool
somebody_saw (const History *history, const Op *op, int f)
{
  for (int i = 0; i < history->n_ops; i++)
    {
      const Op *other = &history->ops[i];
      if (other != op && other->value[f] != 0 && other->seen[op->device] >= op->counter)
        return true;
    }
  return false;
}

static bool
nothing_lost (const History *history, const Model *state)
{
  for (int i = 0; i < history->n_ops; i++)
    for (int f = 0; f < history->n_fields; f++)
      {
        const Op *op = &history->ops[i];
        if (op->value[f] != 0 && model_has_dot (state, f, op) == somebody_saw (history, op, f))
          return false;
      }
  return true;
}

static bool
model_holds (const History *history, GRand *random, Breakage broken)
{
  Model want, got;
  int order[2 * MAX_OPS];

  replay (history, history->arrival, history->n_arrived, &want, broken);
  if (!nothing_lost (history, &want))
    return false;
  for (int i = 0; i < ORDERS; i++)
    {
      int n = make_order (history, order, random);
      replay (history, order, n, &got, broken);
      if (!model_equal (&want, &got))
        return false;
    }
  return true;
}

static PtUuid
incarnation_of (int device)
{
  PtUuid uuid = { { 0 } };

  uuid.bytes[0] = (uint8_t)(device * 37);
  uuid.bytes[15] = (uint8_t)(device + 1);
  return uuid;
}

static PtOp *
make_real (const Op *op)
{
  PtDot dot = { incarnation_of (op->device), op->counter };
  PtOp *real = pt_op_new ("0192f0c1-2b3c-7d4e-8f50-617283940a1b", &dot, "record", "entry");

  for (int d = 0; d < MAX_DEVICES; d++)
    {
      PtDot seen = { incarnation_of (d), op->seen[d] };
      if (op->seen[d] > 0)
        pt_vector_add (real->seen, &seen);
    }
  for (int f = 0; f < MAX_FIELDS; f++)
    {
      g_autoptr (PtValue) value = pt_value_new_int (op->value[f]);
      if (op->value[f] != 0)
        pt_op_set (real, field_names[f], value);
    }
  return real;
}

static PtState *
replay_real (GPtrArray *ops, const int *order, int n)
{
  PtState *state = pt_state_new ();

  for (int i = 0; i < n; i++)
    pt_state_apply (state, ops->pdata[order[i]]);
  return state;
}

static uint32_t
bits_of (const PtStamp *stamp, int device)
{
  PtUuid incarnation = incarnation_of (device);
  uint32_t bits = 0;

  for (guint i = 0; i < stamp->n_dots; i++)
    if (pt_uuid_compare (&stamp->dots[i].incarnation, &incarnation) == 0)
      bits |= 1u << stamp->dots[i].counter;
  return bits;
}

/* The real state and the model agree to the dot, also on which value is shown. */
static void
assert_agrees (const PtState *state, const Model *model)
{
  for (int f = 0; f < MAX_FIELDS; f++)
    {
      g_assert_cmpuint (pt_state_n_versions (state, field_names[f]), ==, (guint)model->n[f]);
      for (int i = 0; i < model->n[f]; i++)
        {
          const PtVersion *version = pt_state_nth_version (state, field_names[f], (guint)i);
          g_assert_cmpint (version->value->i, ==, model->versions[f][i].value);
          for (int d = 0; d < MAX_DEVICES; d++)
            g_assert_cmpuint (bits_of (version->stamp, d), ==, model->versions[f][i].dots[d]);
        }
    }
}

static void
check_real (const History *history, GRand *random)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  Model model;
  int order[2 * MAX_OPS];

  for (int i = 0; i < history->n_ops; i++)
    g_ptr_array_add (ops, make_real (&history->ops[i]));
  g_autoptr (PtState) want = replay_real (ops, history->arrival, history->n_arrived);
  replay (history, history->arrival, history->n_arrived, &model, WHOLE);
  assert_agrees (want, &model);
  g_assert_true (nothing_lost (history, &model));
  for (int i = 0; i < ORDERS; i++)
    {
      int n = make_order (history, order, random);
      g_autoptr (PtState) got = replay_real (ops, order, n);
      g_assert_true (pt_state_equivalent (want, got));
    }
}

static void
test_any_order (void)
{
  guint32 seed = (guint32)g_test_rand_int ();

  g_test_message ("first seed %u", seed);
  for (guint32 i = 0; i < HISTORIES; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      History history;
      make_history (&history, random);
      if (!model_holds (&history, random, WHOLE))
        g_error ("The rule fails with seed %u", seed + i);
      check_real (&history, random);
    }
}

static void
test_breakage_is_noticed (gconstpointer data)
{
  Breakage broken = (Breakage)GPOINTER_TO_UINT (data);
  int noticed = 0;

  for (guint32 seed = 1; seed <= BROKEN_HISTORIES && noticed == 0; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      History history;
      make_history (&history, random);
      noticed += !model_holds (&history, random, broken);
    }
  g_assert_cmpint (noticed, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/apply/any-order", test_any_order);
  for (guint i = WHOLE + 1; i < N_BREAKAGES; i++)
    {
      g_autofree char *path = g_strconcat ("/model/apply/breakage-is-noticed/", breakage_names[i],
                                           NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_breakage_is_noticed);
    }
  return g_test_run ();
}
