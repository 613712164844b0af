/** How Autodock is to treat a formation's apps: where they may go, when they are well, what happens when they end. */
@NullMarked
package io.autodock.formation.rule;

import org.jspecify.annotations.NullMarked;
