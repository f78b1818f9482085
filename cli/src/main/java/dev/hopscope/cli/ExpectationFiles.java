package dev.hopscope.cli;

import dev.hopscope.expect.Expectations;
import dev.hopscope.expect.yaml.InvalidYamlException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the files of {@code --expect}; what is wrong with them is told, all of it. */
final class ExpectationFiles {
  private ExpectationFiles() {}

  static List<Expectations> read(Context context, List<Path> files) {
    List<Expectations> all = new ArrayList<>();
    boolean wrong = false;
    String last = "";
    for (Path file : files) {
      try {
        all.add(Expectations.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
      } catch (InvalidYamlException e) {
        wrong = true;
        if (!last.isEmpty()) {
          context.message(last);
        }
        List<String> problems = e.problems();
        problems.subList(0, problems.size() - 1).forEach(context::message);
        last = problems.get(problems.size() - 1);
      } catch (CharacterCodingException e) {
        throw new CommandFailure(ExitCode.USAGE, file + ": is no UTF-8 text: convert it", e);
      } catch (NoSuchFileException e) {
        throw new CommandFailure(
            ExitCode.USAGE, file + ": no such file: give a file of expectations", e);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.USAGE,
            file + ": cannot be read (" + Output.reason(e) + "): give a file of expectations",
            e);
      }
    }
    if (wrong) {
      throw new CommandFailure(ExitCode.USAGE, last, null);
    }
    return all;
  }
}
