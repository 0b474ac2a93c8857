/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that the sidebar leads to. A new page for a kind of record is one line here. */
#include "pt-place.h"

#include <glib/gi18n-lib.h>

static const PtPlaceView learning_views[] = {
  { "list", N_ ("List") },
  { "board", N_ ("Board") },
  { NULL },
};

static const PtPlaceView question_views[] = {
  { "list", N_ ("List") },
  { "agenda", N_ ("Agenda") },
  { NULL },
};

static const PtPlaceView experiment_views[] = {
  { "list", N_ ("List") },
  { "embedding", N_ ("Settled"), N_ ("Nothing Is Settled Yet"),
    N_ ("The research fields of an experiment say how far it found a place: technically, in money, "
        "in "
        "what people do, and in rules. Preferences show them.") },
  { NULL },
};

/* Who is only imagined, or asked to be left out, is in the list alone. */
#define NOBODY_DRAWN                                                                               \
  N_ ("Nobody to Draw Yet"),                                                                       \
      N_ ("Those who are in the list are imagined, or asked not to be counted.")

static const PtPlaceView stakeholder_views[] = {
  { "list", N_ ("List") },
  { "rings", N_ ("Rings"), NOBODY_DRAWN },
  { "ladder", N_ ("Ladder"), NOBODY_DRAWN },
  { "staircase", N_ ("Steps"), NOBODY_DRAWN },
  { NULL },
};

static const PtPlaceView outcome_views[] = {
  { "list", N_ ("List") },
  { "levels", N_ ("Levels") },
  { "charts", N_ ("Measured") },
  { "theory", N_ ("Theory") },
  { NULL },
};

static const PtPlaceView resource_views[] = {
  { "list", N_ ("List") },
  { "totals", N_ ("Totals") },
  { NULL },
};

const PtPlace pt_places[] = {
  { .id = "today",
    .label = N_ ("Today"),
    .icon = "pt-today-symbolic",
    .accel = "<Alt>1",
    .empty_title = N_ ("What Happened Today?"),
    .empty_text = N_ (
        "Write one line above. Notes of one day stand together here, and grow into the "
        "story of your field lab.") },
  { .id = "attention",
    .label = N_ ("Needs You"),
    .icon = "dialog-warning-symbolic",
    .at_need = TRUE,
    .empty_title = N_ ("Nothing Needs You"),
    .empty_text = N_ (
        "When two of you change the same text at the same time, both versions are kept, and "
        "stand here until somebody chooses.") },
  { .id = "entry",
    .label = N_ ("Logbook"),
    .accel = "<Alt>2",
    .new_label = N_ ("New Note"),
    .versions = N_ ("Two Versions of This Note"),
    .empty_title = N_ ("No Notes Yet"),
    .empty_text = N_ ("A note is one thing that happened: a conversation, an observation, a quote. "
                      "One line is enough.") },
  { .id = "learning",
    .label = N_ ("Learning Moments"),
    .accel = "<Alt>3",
    .new_label = N_ ("New Learning Moment"),
    .versions = N_ ("Two Versions of This Learning Moment"),
    .empty_title = N_ ("No Learning Moments Yet"),
    .empty_text = N_ ("What surprised you, and what will you do differently? Write it down as a "
                      "learning moment and discuss it with your team."),
    .reviewed = TRUE,
    .views = learning_views },
  { .id = "question",
    .label = N_ ("Questions"),
    .accel = "<Alt>4",
    .new_label = N_ ("New Question"),
    .versions = N_ ("Two Versions of This Question"),
    .empty_title = N_ ("No Questions Yet"),
    .empty_text = N_ ("What do you want to find out together? “How can we … while …?” is a good "
                      "beginning."),
    .reviewed = TRUE,
    .views = question_views },
  { .id = "experiment",
    .label = N_ ("Experiments"),
    .accel = "<Alt>5",
    .new_label = N_ ("New Experiment"),
    .versions = N_ ("Two Versions of This Experiment"),
    .empty_title = N_ ("No Experiments Yet"),
    .empty_text = N_ (
        "An experiment is something that you try, and why. Notes and people can belong "
        "to it."),
    .views = experiment_views },
  { .id = "stakeholder",
    .label = N_ ("People and Organisations"),
    .title = NC_ ("narrow title", "People"),
    .accel = "<Alt>6",
    .new_label = N_ ("New Person or Organisation"),
    .versions = N_ ("Two Versions of This Person or Organisation"),
    .empty_title = N_ ("Nobody Here Yet"),
    .empty_text = N_ (
        "Who takes part, who decides, and who is not at the table yet? People who need "
        "protection get another name."),
    .views = stakeholder_views },
  { .id = "outcome",
    .label = N_ ("Effects"),
    .accel = "<Alt>7",
    .new_label = N_ ("New Effect"),
    .versions = N_ ("Two Versions of This Effect"),
    .empty_title = N_ ("No Effects Yet"),
    .empty_text = N_ ("Who does or experiences something differently, and since when? Effects that "
                      "you hope for may stand here too."),
    .views = outcome_views },
  { .id = "journey",
    .label = N_ ("Journey"),
    .icon = "pt-journey-symbolic",
    .accel = "<Alt>8",
    .empty_title = N_ ("The Journey Begins Here"),
    .empty_text = N_ ("Each note gets a place on the line by its day. High points stand above it, "
                      "difficult moments below, and experiments under it.") },
  { .id = "network",
    .label = N_ ("Network"),
    .icon = "network-workgroup-symbolic",
    .accel = "<Alt>9",
    .empty_title = N_ ("Nothing From Other Field Labs Yet"),
    .empty_text = N_ (
        "Challenges like yours, what others ask and offer, and what they learned: what "
        "they share with the network stands here, also without a connection.") },
};
const guint pt_n_places = G_N_ELEMENTS (pt_places);

const PtPlace pt_more_places[] = {
  { .id = "challenge",
    .new_label = N_ ("New Challenge"),
    .versions = N_ ("Two Versions of This Challenge"),
    .empty_title = N_ ("No Challenges Yet"),
    .empty_text = N_ ("The challenge is what brings everybody together, and belongs to nobody "
                      "alone.") },
  { .id = "action",
    .new_label = N_ ("New Action"),
    .versions = N_ ("Two Versions of This Action"),
    .empty_title = N_ ("No Actions Yet"),
    .empty_text = N_ ("What did you promise, to whom, and by when?") },
  { .id = "resource",
    .title = NC_ ("narrow title", "Resources"),
    .new_label = N_ ("New Resource"),
    .versions = N_ ("Two Versions of This Resource"),
    .empty_title = N_ ("No Resources Yet"),
    .empty_text = N_ ("Money, hours, space and help: what you have, what you look for and what you "
                      "offer."),
    .views = resource_views },
  { .id = "narrative",
    .new_label = N_ ("New Narrative"),
    .versions = N_ ("Two Versions of This Narrative"),
    .empty_title = N_ ("No Narratives Yet"),
    .empty_text = N_ ("A narrative is the story of your field lab for one audience, made from what "
                      "you wrote down.") },
  { .id = "consent",
    .new_label = N_ ("New Consent"),
    .versions = N_ ("Two Versions of This Consent"),
    .empty_title = N_ ("No Consent Yet"),
    .empty_text = N_ ("Write down what somebody agreed to: to be quoted, to be named, to be in a "
                      "photo, and for whom.") },
  { .id = "involvement",
    .title = NC_ ("narrow title", "Involved"),
    .new_label = N_ ("New Involvement"),
    .versions = N_ ("Two Versions of This Involvement"),
    .empty_title = N_ ("Nobody Is Involved Yet"),
    .empty_text = N_ (
        "Say who takes part in which experiment, in which role, and how much they have "
        "to say.") },
  { .id = "measurement",
    .new_label = N_ ("New Measurement"),
    .versions = N_ ("Two Versions of This Measurement"),
    .empty_title = N_ ("No Measurements Yet"),
    .empty_text = N_ ("A number or a sentence that shows how far an effect has come.") },
  { .id = "mechanism",
    .title = NC_ ("narrow title", "Mechanisms"),
    .new_label = N_ ("New Working Mechanism"),
    .versions = N_ ("Two Versions of This Working Mechanism"),
    .empty_title = N_ ("No Working Mechanisms Yet"),
    .empty_text = N_ ("Why did this work, do you think? Each answer can be supported or refuted "
                      "later.") },
  { .id = "passage",
    .new_label = N_ ("New Passage"),
    .versions = N_ ("Two Versions of This Passage"),
    .empty_title = N_ ("No Passages Yet"),
    .empty_text = N_ (
        "A passage is a part of a narrative that you rewrote; it stays so in the next "
        "edition.") },
  { .id = "release",
    .new_label = N_ ("New Release"),
    .versions = N_ ("Two Versions of This Release"),
    .empty_title = N_ ("No Releases Yet"),
    .empty_text = N_ ("Each narrative that you share leaves a trace here: when, for whom, in which "
                      "form.") },
};
const guint pt_n_more_places = G_N_ELEMENTS (pt_more_places);

static const PtPlace *
find_in (const PtPlace *places, guint n, const char *id)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (places[i].id, id))
      return &places[i];
  return NULL;
}

/**
 * pt_place_find:
 * @id: id of a page
 *
 * Returns: (nullable): the page
 */
const PtPlace *
pt_place_find (const char *id)
{
  const PtPlace *place = find_in (pt_places, pt_n_places, id);
  return place ? place : find_in (pt_more_places, pt_n_more_places, id);
}

/**
 * pt_place_find_view:
 * @place: a place
 * @view: id of a way to look at it
 *
 * Returns: (nullable): that way; %NULL where the place has no such
 */
const PtPlaceView *
pt_place_find_view (const PtPlace *place, const char *view)
{
  for (const PtPlaceView *at = place->views; at != NULL && at->id != NULL; at++)
    if (g_str_equal (at->id, view))
      return at;
  return NULL;
}

/**
 * pt_place_nth_list:
 * @n: from 0
 *
 * Returns: (nullable): a place of the first row that lists a kind; %NULL = there are no more
 */
const PtPlace *
pt_place_nth_list (guint n)
{
  for (guint i = 0; i < pt_n_places; i++)
    if (pt_place_get_kind (&pt_places[i]) != NULL && n-- == 0)
      return &pt_places[i];
  return NULL;
}

/**
 * pt_place_get_kind:
 *
 * Returns: (nullable): the kind of record that is listed there
 */
const PtRecordKind *
pt_place_get_kind (const PtPlace *place)
{
  return pt_record_kind_find (place->id);
}

/**
 * pt_place_get_label:
 *
 * Returns: (transfer none): its translated label
 */
const char *
pt_place_get_label (const PtPlace *place)
{
  return place->label ? _ (place->label) : pt_record_kind_label_plural (pt_place_get_kind (place));
}

/**
 * pt_place_get_title:
 * @narrow: whether there is room for one word only
 *
 * Returns: (transfer none): what stands over the page, translated
 */
const char *
pt_place_get_title (const PtPlace *place, gboolean narrow)
{
  return narrow && place->title != NULL
             ? g_dpgettext2 (GETTEXT_PACKAGE, "narrow title", place->title)
             : pt_place_get_label (place);
}

/**
 * pt_place_get_new_label:
 *
 * Returns: (transfer none) (nullable): what the button says that makes one; %NULL for Today
 */
const char *
pt_place_get_new_label (const PtPlace *place)
{
  return place->new_label ? _ (place->new_label) : NULL;
}

/**
 * pt_place_get_versions:
 * @kind: id of a kind of record, also of one that has no page
 *
 * Returns: (transfer none): what the choice between two versions of one is called
 */
const char *
pt_place_get_versions (const char *kind)
{
  const PtPlace *place = pt_place_find (kind);
  return place && place->versions ? _ (place->versions) : _ ("Two Versions of This Text");
}

/**
 * pt_place_get_icon:
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
pt_place_get_icon (const PtPlace *place)
{
  return place->icon ? place->icon : pt_place_get_kind (place)->icon;
}
