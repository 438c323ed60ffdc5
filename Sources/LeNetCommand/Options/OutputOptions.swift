import ArgumentParser
import LeNetText

/// For whom the results are written.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write JSON lines for programs instead of text.")
  var json = false
}
