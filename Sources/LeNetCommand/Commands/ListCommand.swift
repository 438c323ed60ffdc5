import ArgumentParser
import LeNet
import LeNetFetching

/// `lenet list`: lists the names for the other commands.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the named architectures, recipes or data sets.",
    discussion: """
      EXAMPLES
        lenet list architectures
        lenet list recipes --json
        lenet list data
      """)

  /// The possible lists.
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
      case .data: Listing.data(in: DataFolders(named: nil))
      }
    if output.json {
      for object in listing.objects { try OutputStream.standard.writeJSON(object) }
    } else {
      try OutputStream.standard.writeLines(listing.lines)
    }
  }
}
