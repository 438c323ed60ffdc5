import ArgumentParser
import LeNet

/// `lenet list`: the names that the other commands know.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the architectures, recipes or data sets that have names.",
    discussion: """
      EXAMPLES
        lenet list architectures
        lenet list recipes --json
        lenet list data
      """)

  /// What can be listed.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case architectures
    case recipes
    case data
  }

  @Argument(help: "What to list: architectures, recipes or data.")
  var subject: Subject

  @OptionGroup var output: OutputOptions

  func run() throws {
    let listing =
      switch subject {
      case .architectures: try Listing.architectures()
      case .recipes: Listing.recipes()
      case .data: Listing.data()
      }
    if output.json {
      try OutputStream.standard.writeLine(listing.objects.map(\.text).joined(separator: "\n"))
    } else {
      try OutputStream.standard.writeLines(listing.lines)
    }
  }
}
