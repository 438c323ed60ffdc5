import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetEvaluation
import LeNetFiles
import LeNetGraphics
import LeNetImages
import LeNetDrawing
import LeNetText

extension RunsCommand {
  /// `lenet runs compare`: shows differences between runs and whether they are significant.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Compare the recipes, figures, curves and test answers of runs.",
      usage: "lenet runs compare <run> <run> ... [<options>]",
      discussion: """
        It evaluates both models on the test set. McNemar's test gives the probability
        of such a difference between equally good models. Runs with different test
        data are compared without it.

        EXAMPLES
          lenet runs compare runs/a runs/b
          lenet runs compare runs/a runs/b runs/c -o curves.png
          lenet runs compare runs/a runs/b --data ~/letters --json
          lenet runs compare runs/a runs/b --no-answers    from the files only
        """)

    @Argument(help: "Folders of two or more runs.", completion: .directory)
    var runs: [String]

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("Draw all curves into this SVG or PNG file.", valueName: "file"),
      completion: .file(extensions: ["svg", "png"]))
    var output: String?

    @Flag(
      name: .customLong("no-answers"), help: "Skip the test set and McNemar's test.")
    var leavesTestAlone = false

    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Machine") var machine: MachineOptions
    @OptionGroup var form: OutputOptions

    func validate() throws {
      guard runs.count >= 2 else {
        throw ValidationError("compare needs two or more runs; give the folder of another one")
      }
      if let output, !output.hasSuffix(".svg"), !output.hasSuffix(".png") {
        throw ValidationError("--output is \(output); expected a file named .svg or .png")
      }
      if output != nil, runs.count > Tone.series.count {
        throw ValidationError(
          "--output has colours for at most \(Tone.series.count) runs; "
            + "got \(runs.count)")
      }
    }

    func run() throws {
      try refuseUnwritable(output)
      let read = try runs.map { try RecordedRun(named: $0) }
      let answers = leavesTestAlone ? .refused("it was not asked for") : try answers(of: read)
      let comparison = RunComparison(read, answers: answers)
      if form.json {
        try OutputStream.standard.writeJSON(comparison.json)
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
      if !form.json { try OutputStream.standard.writeLine("\ncurves \(output.visible)") }
    }

    /// The models' answers on the test set, which must be the same for all runs.
    private func answers(of runs: [RecordedRun]) throws -> RunComparison.Answers {
      let first = runs[0]
      if let run = runs.first(where: \.holdsBack) {
        return .refused("\(run.folder) was evaluated on images held out from the training set")
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
          "; give --data \(ShellWord.quoted($0)), as their command did"
        }
        return .refused(
          "the runs were trained on data called '\(first.data)', and --data does not give their path"
            + (given ?? ""))
      }
      let model = try? ModelFile.read("\(first.folder)/\(RunFolder.modelName)")
      let test = try data.load(.test, for: model?.architecture.input, default: first.data)
      // A record of an earlier version also lists files that are not in the test set.
      let other = DataDifference(between: first.testHashes, and: test.sha256)?.other
      guard other == nil, first.testCount == nil || first.testCount == test.count else {
        return .refused(
          "the runs were tested on other images than the test images of \(other ?? test.name); --data names theirs"
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

    /// The difference between the test sets of two runs, in words; nil if there is none.
    private static func difference(_ first: RecordedRun, _ second: RecordedRun) -> String? {
      guard let files = DataDifference(between: first.testHashes, and: second.testHashes) else {
        guard let own = first.testCount, let other = second.testCount, own != other else {
          return nil
        }
        return "\(own.grouped) and \(other.grouped) images"
      }
      guard let own = files.own, let other = files.other, own != other else {
        return "which differ in \(files.own ?? files.other ?? "their files")"
      }
      return "\(own) and \(other)"
    }
  }
}
