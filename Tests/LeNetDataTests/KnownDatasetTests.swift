import LeNetCatalog
import LeNetData
import LeNetModel
import Testing

@Suite("The catalogue of known data sets")
struct KnownDatasetTests {
  @Test("Names are told apart and found")
  func names() {
    let names = KnownDataset.all.map(\.name)
    #expect(
      names == [
        "mnist", "fashion-mnist", "kmnist", "emnist-byclass", "emnist-bymerge", "emnist-balanced",
        "emnist-letters", "emnist-digits", "emnist-mnist", "qmnist", "usps", "cifar10",
      ])
    for dataset in KnownDataset.all { #expect(KnownDataset.find(dataset.name) == dataset) }
    #expect(KnownDataset.find("MNIST") == nil)
    #expect(KnownDataset.all.filter(\.isEmbedded).map(\.name) == ["mnist"])
  }

  @Test("Every set is described to the end", arguments: KnownDataset.all)
  func description(dataset: KnownDataset) {
    #expect(dataset.training > 0 && dataset.test > 0 && dataset.shape.count > 0)
    #expect(Set(dataset.classes).count == dataset.classes.count)
    #expect(!dataset.licence.isEmpty && dataset.page.hasPrefix("https://"))
    #expect(!dataset.files.isEmpty)
    #expect(Set(dataset.files.map(\.name)).count == dataset.files.count)
    #expect(dataset.folder.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
  }

  @Test("Files have digests, and two places or more, by https", arguments: KnownDataset.all)
  func files(dataset: KnownDataset) {
    for file in dataset.files {
      #expect(file.digest.text.count == (file.digest.function == "MD5" ? 32 : 64))
      #expect(file.digest.text.allSatisfy { $0.isNumber || "abcdef".contains($0) })
      #expect(file.content.map { $0.count == 64 } ?? true)
      #expect(file.mirrors.allSatisfy { $0.hasPrefix("https://") && $0.hasSuffix("/" + file.name) })
      #expect(Set(file.mirrors).count == file.mirrors.count)
      #expect(file.mirrors.count >= 2, "\(file.name)")
      #expect(!file.name.contains("/") && !file.name.hasPrefix("."))
      #expect(file.size.map { $0 > 0 } ?? true)
    }
    for member in dataset.members {
      #expect(!member.name.split(separator: "/").contains("..") && !member.name.hasPrefix("/"))
    }
  }

  @Test(
    "Numbers of classes",
    arguments: [
      ("fashion-mnist", 10), ("emnist-byclass", 62), ("emnist-bymerge", 47),
      ("emnist-balanced", 47), ("emnist-letters", 26), ("emnist-digits", 10), ("cifar10", 10),
    ])
  func classes(name: String, count: Int) throws {
    #expect(try #require(KnownDataset.find(name)).classes.count == count)
  }

  @Test("The files of MNIST in the program are those of the catalogue")
  func embedded() throws {
    let splits = try DatasetSplits.mnist()
    let hashes = splits.training.sha256.merging(splits.test.sha256) { first, _ in first }
    for file in KnownDataset.mnist.files {
      #expect(hashes[String(file.name.dropLast(3))] == file.content)
    }
    #expect(splits.training.count == KnownDataset.mnist.training)
    #expect(splits.test.count == KnownDataset.mnist.test)
  }
}
