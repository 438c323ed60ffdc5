import ArgumentParser
import LeNetText

/// The option for the format of the results.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write JSON lines instead of text, for programs.")
  var json = false
}
