/* gesso-sketch-reader.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/sketch/gesso-sketch-notes.h"
#include "engine/sketch/gesso-sketch-prompt.h"

G_BEGIN_DECLS

void gesso_sketch_reader_read (GPtrArray         *tokens,
                               GessoSketchPrompt *prompt,
                               GessoSketchNotes  *notes);

G_END_DECLS
