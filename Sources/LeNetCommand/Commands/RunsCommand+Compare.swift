import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetFiles
import LeNetImages
import LeNetPictures
import LeNetText

extension RunsCommand {
  /// `lenet runs compare`: what is different between runs, and whether it matters.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Compare runs: recipes, figures, curves, and their answers on the test set.",
      usage: "lenet runs compare <run> <run> ... [<options>]",
      discussion: """
        Both models answer the test set anew, and McNemar's test says how likely
        such a difference would be if both were equally good. Runs that were
        tested on different data are compared without it.

        EXAMPLES
          lenet runs compare runs/a runs/b
          lenet runs compare runs/a runs/b runs/c -o curves.png
          lenet runs compare runs/a runs/b --data ~/letters --json
          lenet runs compare runs/a runs/b --no-answers    what the files say
        """)

    @Argument(help: "Folders of two runs or more.", completion: .directory)
    var runs: [String]

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("Draw all curves into an SVG or PNG file.", valueName: "file"),
      completion: .file(extensions: ["svg", "png"]))
    var output: String?

    @Flag(
      name: .customLong("no-answers"), help: "Leave the test set alone: no McNemar's test.")
    var leavesTestAlone = false

    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Machine") var machine: MachineOptions
    @OptionGroup var form: OutputOptions

    func validate() throws {
      guard runs.count >= 2 else {
        throw ValidationError("compare needs two runs or more: give another folder of a run.")
      }
      if let output, !output.hasSuffix(".svg"), !output.hasSuffix(".png") {
        throw ValidationError("--output is \(output): expected a file named .svg or .png.")
      }
      if output != nil, runs.count > Tone.series.count {
        throw ValidationError(
          "--output draws at most \(Tone.series.count) runs, which have a colour each: "
            + "got \(runs.count).")
      }
    }

    func run() throws {
      let read = try runs.map { try RecordedRun(reading: $0) }
      let answers = leavesTestAlone ? .refused("it was not asked for") : try answers(of: read)
      let comparison = RunComparison(read, answers: answers)
      if form.json {
        try OutputStream.standard.writeLine(comparison.json.text)
      } else {
        try OutputStream.standard.writeLines(comparison.lines)
      }
      guard let output else { return }
      let drawing = Drawing.curves(
        of: read, title: comparison.names.joined(separator: " and "))
      let bytes =
        output.hasSuffix(".png")
        ? try RasterImage(drawing: drawing.svg, scale: 2).encoded(as: ".png")
        : Array(drawing.svg.utf8)
      try AtomicFile.write(bytes, to: output)
      if !form.json { try OutputStream.standard.writeLine("\ncurves \(output)") }
    }

    /// The models' answers to the test set, which has to be that of all the runs.
    private func answers(of runs: [RecordedRun]) throws -> RunComparison.Answers {
      let first = runs[0]
      if let run = runs.first(where: \.holdsBack) {
        return .refused("\(run.folder) was judged by images held back from the training set")
      }
      for run in runs.dropFirst() {
        guard let reason = Self.difference(first, run) else { continue }
        return .refused(
          "\(first.folder) and \(run.folder) were tested on different data, \(reason)")
      }
      if let run = runs.first(where: { $0.keptEpoch == nil }) {
        return .refused("\(run.folder) has no model yet")
      }
      var data = data
      if let reason = try data.prepare(as: runs) { return .refused(reason) }
      guard data.data != nil || KnownDataset.find(first.data) != nil else {
        let given = first.dataPath.map {
          ": give --data \(ShellWord.quoted($0)), as their command did"
        }
        return .refused(
          "the runs were trained on data called '\(first.data)', and --data does not say where they "
            + "are\(given ?? "")")
      }
      let model = try? ModelFile.read("\(first.folder)/\(RunFolder.modelName)")
      let test = try data.load(.test, for: model?.architecture.input, default: first.data)
      // A record of an earlier version has files besides those of the test set.
      let other = DataDifference(between: first.testHashes, and: test.sha256)?.other
      guard other == nil, first.testCount == nil || first.testCount == test.count else {
        return .refused(
          "the test images of \(other ?? test.name) are not those that the runs were tested on, which --data names"
        )
      }
      var answers: [Evaluation] = []
      for run in runs {
        let model: ModelFile
        do {
          model = try ModelFile.read("\(run.folder)/\(RunFolder.modelName)")
        } catch {
          return .refused("the model of \(run.folder) cannot be read")
        }
        answers.append(try machine.evaluator(for: model).evaluate(test))
      }
      return .given(answers)
    }

    /// In what the test sets of two runs differ, in words; nil where they do not.
    private static func difference(_ first: RecordedRun, _ second: RecordedRun) -> String? {
      guard let files = DataDifference(between: first.testHashes, and: second.testHashes) else {
        guard let own = first.testCount, let other = second.testCount, own != other else {
          return nil
        }
        return "\(own.grouped) and \(other.grouped) images"
      }
      guard let own = files.own, let other = files.other, own != other else {
        return "which have not the same \(files.own ?? files.other ?? "files")"
      }
      return "\(own) and \(other)"
    }
  }
}
