import ArgumentParser
import LeNet
import LeNetFiles

/// `lenet runs`: lists, filters and compares runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, filter and compare runs.",
    discussion: """
      Every run of 'lenet train' is a folder, below 'runs' without --output. Its
      report.html opens in a browser, and TensorBoard reads the folder:
      tensorboard --logdir runs

      EXAMPLES
        lenet runs                               all runs below 'runs'
        lenet runs ~/experiments --sort test     the best first
        lenet runs --filter recipe=d2l --filter 'test>0.98'
        lenet runs --filter 'batch-size<=64' --json
        lenet runs compare runs/a runs/b         the differences between two runs
        lenet runs compare runs/a runs/b -o curves.svg
      """,
    subcommands: [List.self, Compare.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the runs below a folder; the same as 'lenet runs'.",
      usage: "lenet runs [<folder>] [<options>]",
      discussion: """
        Keys of --sort and --filter: name, architecture, recipe, data, epochs,
        seed, validation, held-back, test (these three from 0 to 1, or with a
        percent sign: test>0.99 is 'test>99%'), speed, date,
        state (running, done, interrupted, failed, broken), every value of the
        recipe by the name of its option, such as batch-size or optimizer, and
        every value of the network, such as C1.maps, or activation of any layer.
        validation and epochs are columns; the recipe's own values of these names
        are recipe.validation and recipe.epochs.
        Conditions: = != < > <= >=.

        EXAMPLES
          lenet runs --sort test
          lenet runs --filter state=interrupted
          lenet runs --filter 'learning-rate>0.01' --sort speed --reverse
          lenet runs --filter batch-normalization=all --filter F5.units=120
        """)

    @Argument(help: "The folder to search.", completion: .directory)
    var folder = "runs"

    @Option(
      help: ArgumentHelp(
        "Sort by a key: accuracies, speed and date in descending order, others ascending.",
        valueName: "key"),
      completion: .list(RunKey.proposed))
    var sort: String?

    @Flag(help: "Reverse the order.")
    var reverse = false

    @Option(
      help: ArgumentHelp(
        "Only runs that match this condition, such as 'test>0.99'; may be repeated.",
        valueName: "condition"),
      transform: readFilter)
    var filter: [RunFilter] = []

    @OptionGroup var output: OutputOptions

    func run() throws {
      guard PathKind(folder) == .folder else {
        let meant = RunFolderName.suggestion(for: folder)
        let problem =
          PathKind(folder) == .nothing
          ? "there is no folder \(folder)\(meant)" : "\(folder) is not a folder"
        throw CommandFailure.wrongUse(
          meant.isEmpty
            ? "\(problem); give one that holds runs, or train one first with 'lenet train'"
            : problem)
      }
      let all = RunList.entries(below: folder)
      if let problem = filter.lazy.compactMap({ $0.problem(among: all) }).first {
        throw CommandFailure.wrongUse(problem)
      }
      var entries = all.filter { entry in
        filter.allSatisfy { $0.holds(for: entry, below: folder) }
      }
      let key = sort.map(RunKey.init) ?? .column(.name)
      if case .value = key, !entries.isEmpty,
        !entries.contains(where: { key.value(of: $0) != nil }),
        !key.isOption(among: entries)
      {
        throw CommandFailure.wrongUse("--sort is \(sort ?? ""); expected \(RunKey.words)")
      }
      if sort != nil || reverse { entries = entries.sorted(by: key, isReversed: reverse) }
      let table = RunsTable(entries: entries, root: folder)
      if output.json {
        for object in table.objects { try OutputStream.standard.writeJSON(object) }
      } else if entries.isEmpty {
        OutputStream.error.note(
          filter.isEmpty
            ? "lenet: there is no run below \(folder)."
            : "lenet: no run below \(folder) matches the filter.")
      } else {
        try OutputStream.standard.writeLines(table.lines)
      }
    }
  }
}

/// Reads a condition; throws an error that says what one is.
@Sendable private func readFilter(_ text: String) throws -> RunFilter {
  guard let filter = RunFilter(argument: text) else {
    throw ValidationError("expected a key, one of = != < > <= >= and a value, such as test>0.99")
  }
  return filter
}
