/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version vectors as small sorted arrays: a record is seldom touched by more than a few lives. */
#include "pt-vector.h"

#include "pt-json.h"

#include <string.h>

struct _PtVector
{
  guint length;
  guint room;
  PtDot *dots; /* sorted by incarnation, one each */
  int64_t renumbered;
};

PtVector *
pt_vector_new (void)
{
  return g_new0 (PtVector, 1);
}

PtVector *
pt_vector_copy (const PtVector *self)
{
  PtVector *copy = pt_vector_new ();

  copy->length = copy->room = self->length;
  copy->renumbered = self->renumbered;
  if (self->length > 0)
    copy->dots = g_memdup2 (self->dots, self->length * sizeof (PtDot));
  return copy;
}

void
pt_vector_free (PtVector *self)
{
  if (self == NULL)
    return;
  g_free (self->dots);
  g_free (self);
}

/* Where @incarnation stands, or where it would be inserted. */
static bool
find (const PtVector *self, const PtUuid *incarnation, guint *place)
{
  guint low = 0, high = self->length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = pt_uuid_compare (&self->dots[middle].incarnation, incarnation);
      if (order == 0)
        {
          *place = middle;
          return true;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *place = low;
  return false;
}

static void
insert (PtVector *self, guint place, const PtDot *dot)
{
  if (self->length == self->room)
    {
      self->room = MAX (2, self->room * 2);
      self->dots = g_renew (PtDot, self->dots, self->room);
    }
  memmove (self->dots + place + 1, self->dots + place, (self->length - place) * sizeof (PtDot));
  self->dots[place] = *dot;
  self->length++;
}

void
pt_vector_add (PtVector *self, const PtDot *dot)
{
  guint place;

  if (!find (self, &dot->incarnation, &place))
    insert (self, place, dot);
  else if (self->dots[place].counter < dot->counter)
    self->dots[place].counter = dot->counter;
}

void
pt_vector_join (PtVector *self, const PtVector *other)
{
  for (guint i = 0; i < other->length; i++)
    pt_vector_add (self, &other->dots[i]);
}

void
pt_vector_cap (PtVector *self, const PtUuid *incarnation, int64_t counter)
{
  guint place;

  if (!find (self, incarnation, &place) || self->dots[place].counter <= counter)
    return;
  if (counter > 0)
    {
      self->dots[place].counter = counter;
      return;
    }
  self->length--;
  memmove (self->dots + place, self->dots + place + 1, (self->length - place) * sizeof (PtDot));
}

int64_t
pt_vector_get (const PtVector *self, const PtUuid *incarnation)
{
  guint place;
  return find (self, incarnation, &place) ? self->dots[place].counter : 0;
}

bool
pt_vector_has (const PtVector *self, const PtDot *dot)
{
  return pt_vector_get (self, &dot->incarnation) >= dot->counter;
}

guint
pt_vector_length (const PtVector *self)
{
  return self->length;
}

void
pt_vector_nth (const PtVector *self, guint i, PtDot *out)
{
  g_return_if_fail (i < self->length);
  *out = self->dots[i];
}

void
pt_vector_set_renumbered (PtVector *self, int64_t renumbered)
{
  self->renumbered = renumbered;
}

int64_t
pt_vector_get_renumbered (const PtVector *self)
{
  return self->renumbered;
}

bool
pt_vector_equal (const PtVector *a, const PtVector *b)
{
  if (a->length != b->length)
    return false;
  for (guint i = 0; i < a->length; i++)
    if (!pt_dot_equal (&a->dots[i], &b->dots[i]))
      return false;
  return true;
}

bool
pt_dot_equal (const PtDot *a, const PtDot *b)
{
  return a->counter == b->counter && pt_uuid_compare (&a->incarnation, &b->incarnation) == 0;
}

int
pt_dot_compare (const PtDot *a, const PtDot *b)
{
  int order = pt_uuid_compare (&a->incarnation, &b->incarnation);

  if (order != 0)
    return order;
  return a->counter < b->counter ? -1 : a->counter > b->counter;
}

void
pt_dot_print (const PtDot *dot, char out[PT_DOT_SIZE])
{
  pt_uuid_format (&dot->incarnation, out);
  g_snprintf (out + PT_ID_LENGTH, PT_DOT_SIZE - PT_ID_LENGTH, ":%" G_GINT64_FORMAT, dot->counter);
}

char *
pt_dot_format (const PtDot *dot)
{
  char text[PT_DOT_SIZE];

  pt_dot_print (dot, text);
  return g_strdup (text);
}

bool
pt_dot_parse (const char *text, PtDot *out)
{
  char id[PT_ID_LENGTH + 1];
  gint64 counter;
  PtDot dot;

  if (text == NULL || strlen (text) < PT_ID_LENGTH + 2 || text[PT_ID_LENGTH] != ':')
    return false;
  memcpy (id, text, PT_ID_LENGTH);
  id[PT_ID_LENGTH] = '\0';
  if (!pt_uuid_parse (id, &dot.incarnation)
      || !g_ascii_string_to_signed (text + PT_ID_LENGTH + 1, 10, 1, G_MAXINT64, &counter, NULL))
    return false;
  dot.counter = counter;
  *out = dot;
  return true;
}

JsonNode *
pt_vector_to_json (const PtVector *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char id[PT_ID_LENGTH + 1];

  for (guint i = 0; i < self->length; i++)
    {
      pt_uuid_format (&self->dots[i].incarnation, id);
      json_object_set_int_member (object, id, self->dots[i].counter);
    }
  json_node_take_object (node, object);
  return node;
}

static bool
read_entry (PtVector *self, PtNode node)
{
  PtDot dot;

  if (!pt_uuid_parse (pt_node_name (node), &dot.incarnation) || !pt_node_is (node, PT_NODE_INT))
    return false;
  dot.counter = pt_node_int (node);
  if (dot.counter < 1)
    return false;
  pt_vector_add (self, &dot);
  return true;
}

PtVector *
pt_vector_from_node (PtNode node, GError **error)
{
  g_autoptr (PtVector) self = pt_vector_new ();

  if (!pt_node_is (node, PT_NODE_OBJECT))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE,
                           "A version vector is not an object");
      return NULL;
    }
  for (PtNode entry = pt_node_first (node); entry.tree != NULL; entry = pt_node_next (entry, node))
    if (!read_entry (self, entry))
      {
        g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE,
                     "\"%s\" is no entry of a version vector", pt_node_name (entry));
        return NULL;
      }
  return g_steal_pointer (&self);
}

void
pt_vector_append_json (const PtVector *self, GString *out)
{
  char id[PT_ID_LENGTH + 1];

  g_string_append_c (out, '{');
  for (guint i = 0; i < self->length; i++)
    {
      pt_uuid_format (&self->dots[i].incarnation, id);
      g_string_append (out, i == 0 ? "\"" : ",\"");
      g_string_append_len (out, id, PT_ID_LENGTH);
      g_string_append (out, "\":");
      pt_json_append_int (out, self->dots[i].counter);
    }
  g_string_append_c (out, '}');
}
