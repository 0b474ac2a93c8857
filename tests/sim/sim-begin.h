/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where histories begin: a hub and some laptops that have joined. To make one costs as much as dozens of
 * actions, so that histories which begin alike begin from copies of the same files. */
#pragma once

#include "sim-run.h"

G_BEGIN_DECLS

/* (transfer full): one of its own, made now. */
SimRun *sim_begin_make (uint64_t begin);
/* Makes the one that sim_begin_take() copies, unless there is one; before the fork. */
void sim_begin_prepare (uint64_t begin);
/* (transfer full): the same as from sim_begin_make(); once in a process that was forked for it. */
SimRun *sim_begin_take (uint64_t begin);

G_END_DECLS
