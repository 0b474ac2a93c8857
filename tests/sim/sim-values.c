/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-values.h. */
#include "sim-values.h"

#include "pt-json.h"
#include "sim-device.h"

#include <string.h>

#define SAME_TEXT_PERCENT 10
#define TOKENS_PER_STEP 64
#define FIRST_OF_FILES 50000000 /* tokens of texts stay below */

static const char *const kinds[] = { "entry",       "entry",   "entry",    "question",   "action",
                                     "stakeholder", "outcome", "learning", "experiment", "sensor" };
static const char *const same_texts[] = { "The same", "Also the same", "Café" };
static const char *const tags[] = { "kitchen", "garden", "debt", "Éénzaam" };

const char *
sim_values_draw_kind (SimDraw *draw)
{
  return kinds[sim_draw_below (draw, G_N_ELEMENTS (kinds))];
}

char *
sim_values_draw_text (SimRun *run, SimDraw *draw)
{
  static guint n_in_step, step;

  if (sim_draw_chance (draw, SAME_TEXT_PERCENT))
    return g_strdup (same_texts[sim_draw_below (draw, G_N_ELEMENTS (same_texts))]);
  n_in_step = step == run->serial ? n_in_step + 1 : 0;
  step = run->serial;
  return g_strdup_printf ("Heard " SIM_TOKEN "%0*u today", SIM_TOKEN_DIGITS,
                          run->serial * TOKENS_PER_STEP + n_in_step % TOKENS_PER_STEP);
}

char *
sim_values_make_file (SimRun *run)
{
  char *content = g_strdup_printf ("File " SIM_TOKEN "%0*u", SIM_TOKEN_DIGITS,
                                   FIRST_OF_FILES + run->serial);

  g_hash_table_insert (run->files, g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1),
                       g_strdup (content));
  return content;
}

static void
set_and_free (PtEdit *edit, const char *name, PtValue *value)
{
  pt_edit_set (edit, name, value);
  pt_value_free (value);
}

static const char *
draw_term (SimDraw *draw, const PtField *field)
{
  return field->vocabulary != NULL && field->vocabulary->n_terms > 0
             ? field->vocabulary->terms[sim_draw_below (draw, field->vocabulary->n_terms)].key
             : "other";
}

static const char *
draw_record (SimDraw *draw, GPtrArray *names)
{
  return ((SimName *)g_ptr_array_index (names, sim_draw_below (draw, names->len)))->id;
}

static void
set_number (SimDraw *draw, PtEdit *edit, const PtField *field)
{
  double low = field->max > 0 ? field->min : 0, high = field->max > 0 ? field->max : 9;
  int64_t number = (int64_t)low + (int64_t)sim_draw_below (draw, 5);

  number = MIN (number, (int64_t)high);
  if (field->kind == PT_KIND_INT)
    pt_edit_set_int (edit, field->id, number);
  else
    pt_edit_set_real (edit, field->id, (double)number);
}

static void
set_field (SimRun *run, SimDraw *draw, PtEdit *edit, GPtrArray *names, const PtField *field)
{
  g_autofree char *text = sim_values_draw_text (run, draw);
  g_autofree char *day = g_strdup_printf ("2026-03-%02u", 1 + sim_draw_below (draw, 28));

  switch (field->kind)
    {
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
    case PT_KIND_QUANTITY:
      pt_edit_set_text (edit, field->id, sim_draw_chance (draw, 10) ? NULL : text);
      break;
    case PT_KIND_ENUM:
      pt_edit_set_text (edit, field->id,
                        sim_draw_chance (draw, 5) ? "of_tomorrow" : draw_term (draw, field));
      break;
    case PT_KIND_REF:
      pt_edit_set_text (edit, field->id, draw_record (draw, names));
      break;
    case PT_KIND_BOOL:
      pt_edit_set_bool (edit, field->id, sim_draw_chance (draw, 50));
      break;
    case PT_KIND_INT:
    case PT_KIND_REAL:
    case PT_KIND_INSTANT:
      set_number (draw, edit, field);
      break;
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
      pt_edit_set_text (edit, field->id, day);
      break;
    case PT_KIND_KEYS:
      pt_edit_set_key (edit, field->id, draw_term (draw, field), sim_draw_chance (draw, 60));
      break;
    case PT_KIND_TAGS:
      pt_edit_set_key (edit, field->id, tags[sim_draw_below (draw, G_N_ELEMENTS (tags))],
                       sim_draw_chance (draw, 60));
      break;
    case PT_KIND_REFS:
      pt_edit_set_key (edit, field->id, draw_record (draw, names), sim_draw_chance (draw, 60));
      break;
    }
}

/* A closed logbook takes no more saves: a history in which somebody closes it would end there. */
static gboolean
is_for_people (const char *kind, const PtField *field)
{
  return (field->flags & (PT_FIELD_AUTOMATIC | PT_FIELD_COMPUTED | PT_FIELD_MEMBER)) == 0
         && strcmp (field->id, "sharing") != 0
         && (strcmp (kind, "logbook") != 0 || strcmp (field->id, "status") != 0);
}

static void
fill_one (SimRun *run, SimDraw *draw, PtEdit *edit, GPtrArray *names)
{
  const PtRecordKind *kind = pt_record_kind_find (edit->kind);
  const PtField *field;
  guint n = kind->n_fields + pt_n_common_fields;

  /* Half of the time the first fields, so that people meet in them. */
  field = pt_record_kind_nth_field (kind,
                                    sim_draw_below (draw, sim_draw_chance (draw, 50) ? 3 : n));
  if (field != NULL && is_for_people (edit->kind, field))
    set_field (run, draw, edit, names, field);
}

void
sim_values_fill (SimRun *run, SimDraw *draw, PtEdit *edit, GPtrArray *names)
{
  guint n = 1 + sim_draw_below (draw, 4);

  for (guint i = 0; i < n; i++)
    if (pt_record_kind_find (edit->kind) != NULL)
      fill_one (run, draw, edit, names);
    else
      sim_values_fill_strange (run, draw, edit);
}

void
sim_values_fill_strange (SimRun *run, SimDraw *draw, PtEdit *edit)
{
  g_autofree char *text = sim_values_draw_text (run, draw);
  g_autofree char *json = g_strdup_printf ("{\"b\":[%u,null],\"a\":\"%s\"}",
                                           sim_draw_below (draw, 3), text);
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), strlen (json), NULL);

  switch (sim_draw_below (draw, 4))
    {
    case 0:
      set_and_free (edit, "mood", pt_value_new_text (text));
      break;
    case 1:
      set_and_free (edit, "shape", pt_value_from_json (node));
      break;
    case 2:
      set_and_free (edit, "smells/soup", pt_value_new_bool (sim_draw_chance (draw, 50)));
      break;
    default:
      set_and_free (edit, "weight", pt_value_new_real (sim_draw_below (draw, 3) / 2.0));
      break;
    }
}
