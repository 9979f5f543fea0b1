package org.city311.server;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ConstantDescs;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.city311.flows.WelcomeFlow;

/// The prompts that conversations and the dialplan name, read from what they are compiled to: so that one that
/// nobody has written down is found here, and not by a caller.
///
/// Keys that are put together at run time are not among them, nor the words of numbers, which have a test of their own.
final class NamedPrompts {
  /// Where what is said is named.
  private static final Set<String> SAYING =
      Set.of("play", "ask", "askDigits", "say", "of", "then", "choose", "yesNo", "digits");

  /// A word with a hyphen in a class that knows a line is a prompt, wherever it stands.
  private static final Pattern COMPOUND = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z0-9]+)*");
  private static final Pattern PLAYED = Pattern.compile("Playback\\(city311/([a-z0-9-]+)\\)");

  private NamedPrompts() {}

  static Set<String> ofConversations() throws IOException, URISyntaxException {
    Path code =
        Path.of(WelcomeFlow.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(code)) {
      return inClasses(code);
    }
    try (var jar = FileSystems.newFileSystem(code)) {
      return inClasses(jar.getPath("/"));
    }
  }

  static Set<String> ofDialplan(String text) {
    Set<String> prompts = new TreeSet<>();
    Matcher played = PLAYED.matcher(text);
    while (played.find()) {
      prompts.add(played.group(1));
    }
    return prompts;
  }

  private static Set<String> inClasses(Path root) throws IOException {
    Set<String> prompts = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(NamedPrompts::maySay).toList()) {
        try (InputStream bytes = Files.newInputStream(file)) {
          ClassModel model = ClassFile.of().parse(bytes.readAllBytes());
          if (knowsALine(model)) {
            model.methods().forEach(method -> collect(method, prompts));
          }
        }
      }
    }
    return prompts;
  }

  private static boolean maySay(Path file) {
    return file.toString().endsWith(".class") && !file.toString().contains("/flows/speech/");
  }

  private static boolean knowsALine(ClassModel model) {
    for (var entry : model.constantPool()) {
      if (entry instanceof ClassEntry named
          && named.asInternalName().startsWith("org/city311/ivr/line/")) {
        return true;
      }
    }
    return false;
  }

  /// Of single words only those that are loaded for a call that says them, as in `play(known ? "a" : "b")`.
  private static void collect(MethodModel method, Set<String> prompts) {
    Set<String> loaded = new TreeSet<>();
    for (CodeElement element :
        method.code().map(CodeModel::elementList).orElse(java.util.List.of())) {
      switch (element) {
        case ConstantInstruction constant when constant.constantValue() instanceof String text -> {
          if (COMPOUND.matcher(text).matches()) {
            prompts.add(text);
          } else if (WORD.matcher(text).matches()) {
            loaded.add(text);
          }
        }
        case InvokeInstruction call -> {
          if (isSaying(call)) {
            prompts.addAll(loaded);
          }
          if (isSaying(call) || call.typeSymbol().returnType().equals(ConstantDescs.CD_void)) {
            loaded.clear();
          }
        }
        case InvokeDynamicInstruction _, StoreInstruction _, ReturnInstruction _ -> loaded.clear();
        default -> {}
      }
    }
  }

  private static boolean isSaying(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    return SAYING.contains(call.name().stringValue())
        && (owner.startsWith("org/city311/ivr/line/")
            || owner.equals("org/city311/flows/Dialogue")
            || owner.equals("org/city311/flows/Farewell"));
  }
}
