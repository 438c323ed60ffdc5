import LeNetText
import Testing

@Suite("Names that a mistyped one may mean")
struct SuggestionTests {
  private static let names = [
    "lenet5-pytorch", "lenet5-1998", "fashion-mnist", "mnist", "train", "evaluate", "C1",
    "mean-squared-error",
  ]

  @Test(
    "Other case, hyphens, a letter too many, too few, another, or two exchanged; its beginning, initials or a part",
    arguments: [
      ("lenet5-pytoch", "lenet5-pytorch"), ("LeNet5_PyTorch", "lenet5-pytorch"),
      ("FashionMNIST", "fashion-mnist"), ("MNIST", "mnist"), ("trian", "train"),
      ("trainn", "train"),
      ("evalute", "evaluate"), ("evolvate", "evaluate"), ("fashion", "fashion-mnist"), ("c1", "C1"),
      ("mse", "mean-squared-error"), ("torch", "lenet5-pytorch"),
    ])
  func meant(typed: String, name: String) {
    #expect(suggestion(for: typed, among: Self.names) == name)
    #expect(didYouMean(typed, among: Self.names) == "; did you mean '\(name)'?")
  }

  @Test("Nothing is like them", arguments: ["", "-", "C9", "zzz", "resnet-50", "photo.jpg"])
  func nothing(typed: String) {
    #expect(suggestion(for: typed, among: Self.names) == nil)
    #expect(didYouMean(typed, among: Self.names) == "")
  }
}
