/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated people write: any field of any kind, from the tables of kinds. Texts carry a
 * token by which their bytes are found again in files. */
#pragma once

#include "pt-edit.h"
#include "sim-run.h"

G_BEGIN_DECLS

#define SIM_TOKEN "tok"
#define SIM_TOKEN_DIGITS 8

/* A kind of record to make. */
const char *sim_values_draw_kind (SimDraw *draw);
/* (transfer full): a text with a token of its own; now and then one that others write too. */
char *sim_values_draw_text (SimRun *run, SimDraw *draw);
/* (transfer full): what is in a file, with a token of its own. */
char *sim_values_make_file (SimRun *run);
/* One to four fields of @edit (@names: of SimName, to refer to); never sharing, archived or what the program fills in. */
void sim_values_fill (SimRun *run, SimDraw *draw, PtEdit *edit, GPtrArray *names);
/* What only a newer version knows: fields and shapes of values. */
void sim_values_fill_strange (SimRun *run, SimDraw *draw, PtEdit *edit);

G_END_DECLS
