import Foundation
import Testing

@Suite("What was probably meant")
struct SuggestionTests {
  @Test(
    "Choices, keys and paths that are mistyped get a suggestion",
    arguments: [
      (["train", "--pooling", "averge"], "did you mean 'average'?"),
      (["train", "--schedule", "onecycle"], "did you mean 'one-cycle'?"),
      (["train", "--optimizer", "adm"], "did you mean 'adam'?"),
      (["list", "archtectures"], "did you mean 'architectures'?"),
      (["runs", "runs", "--sort", "tets"], "did you mean 'test'?"),
      (["runs", "runs", "--filter", "recpie=x"], "did you mean 'recipe'?"),
      (["evaluate", "runs/frist"], "did you mean 'runs/first'?"),
      (["runs", "compare", "runs/frist", "runs/first"], "did you mean 'runs/first'?"),
      (["watch", "runs/frist"], "did you mean 'runs/first'?"),
      (["summary", "runs/frist"], "did you mean 'runs/first'?"),
      (["show", "curves", "runs/frist"], "did you mean 'runs/first'?"),
      (["show", "kernels", "frist"], "did you mean 'runs/first'?"),
      (["runs", "rnus"], "did you mean 'runs'?"),
      (["data", "fetch", "cifar"], "did you mean 'cifar10'?"),
      (["data", "verify", "cifar"], "did you mean 'cifar10'?"),
      (["train", "--recipe", "torch"], "did you mean 'pytorch'?"),
      (["train", "--units", "F55=60"], "did you mean 'F5'?"),
      (["train", "--batch-normalization", "C11"], "did you mean 'C1'?"),
      (["train", "--freeze", "C11"], "did you mean 'C1'?"),
      (["train", "--monitor", "los"], "did you mean 'loss'?"),
      (["train", "--loss", "mse"], "did you mean 'mean-squared-error'?"),
      (["train", "--recipe", "lenet5"], "give it as --architecture lenet5-pytorch"),
      (["train", "--architecture", "d2l"], "give it as --recipe d2l"),
    ])
  func meant(arguments: [String], suggestion: String) throws {
    let folder = try Self.folder()
    let result = try LeNetProcess.run(arguments, in: folder.path)
    #expect(result.status == 2 && result.errors.contains(suggestion), "\(result)")
    #expect(!result.errors.contains("did you mean 'runs/first'?.") && result.output.isEmpty)
  }

  @Test("A run below 'runs' has its name there")
  func named() throws {
    let folder = try Self.folder()
    for arguments in [
      ["evaluate", "first"], ["show", "kernels", "first"], ["show", "curves", "first"],
    ] {
      let data = try Fixture.shared.get().data
      let result = try LeNetProcess.run(
        arguments + (arguments[0] == "evaluate" ? ["--data", data] : []), in: folder.path)
      #expect(result.status == 0, "\(result)")
    }
  }

  @Test("A path that is far from all others gets no suggestion")
  func far() throws {
    let folder = try Self.folder()
    let result = try LeNetProcess.run(["evaluate", "runs/nope"], in: folder.path)
    #expect(result.status == 2 && !result.errors.contains("did you mean"), "\(result)")
  }

  @Test("The short name of a network is explained")
  func short() throws {
    let result = try LeNetProcess.run(["summary", "lenet5"])
    #expect(result.errors == "lenet: note: lenet5 is short for lenet5-pytorch.\n")
    #expect(try LeNetProcess.run(["summary", "lenet5-pytorch"]).errors.isEmpty)
  }

  @Test("A rate that changes nothing gets a warning")
  func rate() throws {
    let fixture = try Fixture.shared.get()
    let options = ["--data", fixture.data, "--epochs", "1", "--json"]
    let folder = try TemporaryFolder()
    for (rate, isWarned) in [("1e-30", true), ("1e-11", false)] {
      let result = try LeNetProcess.run(
        ["train", "--learning-rate", rate, "--output", rate] + options, in: folder.path)
      #expect(
        result.output.contains("the learning rate \(rate) is so small") == isWarned, "\(result)")
    }
  }

  /// A folder in which `runs/first` is a run.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try Fixture.shared.get().run
    _ = try LeNetProcess.shell("mkdir runs && cp -r '\(run)' runs/first", in: folder)
    return folder
  }
}
