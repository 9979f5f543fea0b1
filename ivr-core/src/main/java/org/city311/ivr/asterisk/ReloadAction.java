package org.city311.ivr.asterisk;

import java.io.Serial;
import org.asteriskjava.manager.action.AbstractManagerAction;

/// Asks Asterisk to read one part's configuration anew (AMI's `Reload`). Asterisk-Java's own
/// `ModuleLoadAction` finds modules in files only, not the parts that are built in, such as `http`.
final class ReloadAction extends AbstractManagerAction {
  @Serial private static final long serialVersionUID = 1L;

  private final String module;

  ReloadAction(String module) {
    this.module = module;
  }

  @Override
  public String getAction() {
    return "Reload";
  }

  /// Asterisk-Java sends what getters say.
  public String getModule() {
    return module;
  }
}
