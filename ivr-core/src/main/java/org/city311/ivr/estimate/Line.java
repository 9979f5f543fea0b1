package org.city311.ivr.estimate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.city311.ivr.call.Call;

/// Calls that wait, in order, kept in blocks so that a call is put in, taken out and counted to by
/// looking at a block and the sizes of the others: with 100,000 calls, some hundred numbers.
final class Line {
  private static final int FULL = 1024;

  private final Comparator<Call> order;
  private final List<List<Call>> blocks = new ArrayList<>();
  private int size;

  Line(Comparator<Call> order) {
    this.order = order;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(Call call) {
    if (blocks.isEmpty()) {
      blocks.add(new ArrayList<>(List.of(call)));
      size = 1;
      return;
    }
    int at = Math.min(blockOf(call), blocks.size() - 1);
    List<Call> block = blocks.get(at);
    int found = Collections.binarySearch(block, call, order);
    if (found >= 0) {
      return;
    }
    block.add(-found - 1, call);
    size++;
    if (block.size() > FULL) {
      List<Call> later = block.subList(FULL / 2, block.size());
      blocks.add(at + 1, new ArrayList<>(later));
      later.clear();
    }
  }

  void remove(Call call) {
    int at = blockOf(call);
    if (at == blocks.size()) {
      return;
    }
    int found = Collections.binarySearch(blocks.get(at), call, order);
    if (found < 0) {
      return;
    }
    blocks.get(at).remove(found);
    size--;
    if (blocks.get(at).isEmpty()) {
      blocks.remove(at);
    }
  }

  /// How many of them are served before this call, which need not be among them.
  int ahead(Call call) {
    int at = blockOf(call);
    int ahead = 0;
    for (int i = 0; i < at; i++) {
      ahead += blocks.get(i).size();
    }
    if (at < blocks.size()) {
      int found = Collections.binarySearch(blocks.get(at), call, order);
      ahead += found >= 0 ? found : -found - 1;
    }
    return ahead;
  }

  /// The first block whose last call is not before this one; the number of blocks if there is none.
  private int blockOf(Call call) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (order.compare(blocks.get(middle).getLast(), call) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
