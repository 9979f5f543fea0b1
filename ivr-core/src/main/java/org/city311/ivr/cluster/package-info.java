/// Keeps calls and agents so that they outlive this process: Hazelcast maps, and a journal on disk
/// for when the whole cluster was down. Alone imports `com.hazelcast`.
@NullMarked
package org.city311.ivr.cluster;

import org.jspecify.annotations.NullMarked;
