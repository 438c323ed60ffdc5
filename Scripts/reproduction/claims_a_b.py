"""The claims of notes A and B."""

from reproduction.claim import Claim

CLAIMS = [
    # A
    Claim(
        "A", "holds",
        ("LeNet-5 has seven layers on 32 x 32: C1 with 156 parameters, S2 12, S4 32, C5 48,120, F6 10,164",
         "the same numbers; C3 has 1,516, and 60,000 are trained in total"),
        ("LeNet-5 有七层，输入 32 x 32：C1 有 156 个参数，S2 12，S4 32，C5 48,120，F6 10,164",
         "各层参数量相同；C3 有 1,516 个，可训练的参数共 60,000 个"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "A", "holds",
        ("one kernel of C1 has 5 x 5 + 1 = 26 parameters", "6 x 26 = 156"),
        ("C1 的一个卷积核有 5 x 5 + 1 = 26 个参数", "6 x 26 = 156"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "A", "holds",
        ("S2 adds four numbers, multiplies by w, adds b and applies the sigmoid",
         "the paper says \"a sigmoidal function\". It means 1.7159 tanh(2a/3), in all layers up to F6, not the logistic "
         "sigmoid"),
        ("S2 把四个数相加，乘以 w，加上 b，再经过 sigmoid",
         "论文的原文是 “a sigmoidal function”，指 1.7159 tanh(2a/3)，直到 F6 的各层都用它；并不是 logistic sigmoid"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "A", "holds",
        ("C3's kernels use only some of S2's feature maps", "60 of 96 links"),
        ("C3 的卷积核只连接 S2 的一部分特征图", "96 组特征图连接中的 60 组"),
        command="lenet show connections",
    ),
    Claim(
        "A", "holds",
        ("F6 has 84 units because the output is designed for all of ASCII",
         "84 = 7 x 12: each output unit compares with a small drawing of 7 x 12 pixels. The paper draws all printable "
         "characters, so similar ones (O and 0, l and 1) have similar codes. The digits use ten drawings"),
        ("F6 有 84 个单元，因为输出层是为整个 ASCII 字符集设计的",
         "84 = 7 x 12：每个输出单元与一张 7 x 12 像素的位图比较；论文为全部可打印字符画了位图，"
         "使相似的字符（O 与 0，l 与 1）编码也相近；识别数字只用其中十张"),
        command="lenet show bitmaps",
    ),
    Claim(
        "A", "holds",
        ("the output has 84 x 10 = 840 parameters", "840 numbers; they are drawn by hand and are constants"),
        ("输出层有 84 x 10 = 840 个参数", "840 个数，由人工设定，训练时不变"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "A", "holds",
        ("the nearest output unit is the answer", "{a-paper:accuracy} with the paper's training"),
        ("距离最近的输出单元就是答案", "按论文的方式训练：{a-paper:accuracy}"),
        row="a-paper",
    ),
    Claim(
        "A", "silent",
        ("the network as described, with the logistic sigmoid and trained prototypes: its accuracy",
         "{a-logistic:accuracy} with our default recipe"),
        ("笔记所描述的网络（logistic sigmoid，可训练的原型）的准确率", "默认配方：{a-logistic:accuracy}"),
        row="a-logistic",
    ),
    Claim(
        "A", "silent",
        ("the same network, with the paper's training", "{a-paper-logistic:accuracy}, and the paper's own network "
         "{a-paper:accuracy}"),
        ("同一网络，按论文的方式训练", "{a-paper-logistic:accuracy}；论文自己的网络为 {a-paper:accuracy}"),
        row="a-paper-logistic",
    ),
    Claim(
        "A", "holds",
        ("the listing: 1-6-16 feature maps, 400-120-84-10, ReLU, max pooling, no activation in the output", "61,706 parameters"),
        ("代码：1-6-16 个特征图，400-120-84-10，ReLU，最大池化，输出层没有激活函数", "61,706 个参数"),
        command="lenet summary lenet5-pytorch",
    ),
    Claim(
        "A", "silent",
        ("the listing is not trained", "{a-pytorch:accuracy}"),
        ("笔记没有训练这个网络", "{a-pytorch:accuracy}"),
        row="a-pytorch",
    ),
    # B
    Claim(
        "B", "holds",
        ("(W - K + 2P) / S + 1 gives 28, 14, 10 and 5 rows", "28, 14, 10, 5"),
        ("(W - K + 2P) / S + 1 得到行数 28、14、10、5", "28、14、10、5"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "B", "not",
        ("C1 as listed, with padding 2, turns 32 x 32 into 28 x 28",
         "the result is 32 x 32, and 576 features reach a fully connected layer with 400 inputs: the listing stops "
         "with an error"),
        ("代码中的 C1（padding=2）把 32 x 32 变成 28 x 28",
         "得到的仍是 32 x 32，576 个特征送入只接受 400 个输入的全连接层：原样运行会报错"),
        command="lenet summary lenet5-d2l --input 32x32",
    ),
    Claim(
        "B", "not",
        ("S2 is listed as a convolution, Conv2d(6, 16, 5)", "that is C3; S2 is AvgPool2d(2, 2) and keeps its 6 feature maps"),
        ("代码中的 S2 是卷积 Conv2d(6, 16, 5)", "那是 C3；S2 是 AvgPool2d(2, 2)，特征图仍是 6 个"),
        command="lenet summary lenet5-d2l",
    ),
    Claim(
        "B", "holds",
        ("C3's feature maps use three, four and six feature maps of S2",
         "this is the paper's Table I; the listing's C3 uses all six and has 2,416 parameters instead of 1,516"),
        ("C3 的特征图分别连接 S2 的三、四、六个特征图",
         "论文的表 I 如此；代码中的 C3 连接全部六个，参数是 2,416 个而不是 1,516 个"),
        command="lenet show connections",
    ),
    Claim(
        "B", "holds",
        ("batch normalization after C1 and S2 makes learning faster",
         "after one epoch {b-normalized:first} with it, {b-padded:first} without"),
        ("C1 和 S2 之后的批量归一化加快收敛", "训练一轮后：有批量归一化时 {b-normalized:first}，没有时 {b-padded:first}"),
        row="b-normalized",
    ),
    Claim(
        "B", "open",
        ("it makes the network better", "after ten epochs {b-normalized:accuracy} with it, {b-padded:accuracy} without"),
        ("批量归一化还能提高性能", "训练十轮后：有批量归一化时 {b-normalized:accuracy}，没有时 {b-padded:accuracy}"),
        row="b-normalized",
    ),
    Claim(
        "B", "open",
        ("experiments showed that 120 units in C5 are best",
         "accuracy on held-out images: {units:table}. The paper has no such experiment"),
        ("C5 取 120 个单元，是实验得到的最佳值",
         "验证集准确率：{units:table}；论文没有给出这样的实验"),
        command="lenet sweep --recipe pytorch --vary 'units=F5=30;F5=60;F5=120;F5=240;F5=480' --seeds 5 --output runs/units",
    ),
    Claim(
        "B", "open",
        ("test images are normalized by their own mean and standard deviation, 0.1325 and 0.3105",
         "as in training: {b-padded:errors} errors, loss {b-padded:testLoss}; with their own: {b-mistaken:errors}, "
         "{b-mistaken:testLoss}. Test images need the normalization of training; here the two are so close that it makes no "
         "difference"),
        ("测试图像用它们自己的均值和标准差 0.1325、0.3105 归一化",
         "用训练集的值：错误数 {b-padded:errors}，损失 {b-padded:testLoss}；用测试集自己的值：{b-mistaken:errors}，"
         "{b-mistaken:testLoss}。测试时的归一化应当与训练时相同；这里两组值太接近，看不出差别"),
        command="lenet evaluate runs/b-padded/model.safetensors --mean 0.1325 --std 0.3105",
    ),
    Claim(
        "B", "not",
        ("the test set is not shuffled, since another order would have another distribution; this hardly matters",
         "every image is answered alone: another order gives the same errors, {b-shuffled:errors}, and mean losses that "
         "differ by at most {b-shuffled:lossDifference:max}. It is true that it hardly matters"),
        ("测试集不能打乱，否则评估时的分布会不同",
         "每张图像单独得出结果：换一个顺序，错误数相同（{b-shuffled:errors}），平均损失最多相差 "
         "{b-shuffled:lossDifference:max}。笔记说“影响不大”，这一句是对的"),
        command="make reproduce OPTIONS='--only b-padded'",
    ),
    Claim(
        "B", "other",
        ("on MNIST, batch 64: loss 0.469, training accuracy 0.823, test accuracy 0.779",
         "MNIST: {b-padded:trainLoss}, {b-padded:trainAccuracy}, {b-padded:testAccuracy}"),
        ("MNIST，批量大小 64：损失 0.469，训练准确率 0.823，测试准确率 0.779",
         "MNIST：{b-padded:trainLoss}、{b-padded:trainAccuracy}、{b-padded:testAccuracy}"),
        row="b-padded",
    ),
    Claim(
        "B", "other",
        ("the same figures", "they are the book's, for Fashion-MNIST in batches of 256: here {b-fashion:trainLoss}, "
         "{b-fashion:trainAccuracy}, {b-fashion:testAccuracy}"),
        ("同一组结果", "这是原书的结果，数据为 Fashion-MNIST，批量大小 256；这里得到 {b-fashion:trainLoss}、"
         "{b-fashion:trainAccuracy}、{b-fashion:testAccuracy}"),
        row="b-fashion",
    ),
    Claim(
        "B", "silent",
        ("images are resized to 32 x 32: the accuracy", "without the padding, which is not needed then, {b-resized:accuracy}; "
         "28 x 28 with padding {b-padded:accuracy}"),
        ("图像放大到 32 x 32 的准确率", "去掉这时多余的填充，为 {b-resized:accuracy}；28 x 28 加填充为 {b-padded:accuracy}"),
        row="b-resized",
    ),
    Claim(
        "B", "open",
        ("55,296.6 images per second on cuda:0, an unnamed GPU",
         "{b-speed-64:cores:first} cores of an {b-speed-64:processor}, {b-speed-64:instructions}: {b-speed-64:here:rounded} in "
         "batches of 64 (PyTorch {b-speed-64:torch} on the same machine: {b-speed-64:pytorch:rounded}), "
         "{b-speed-256:here:rounded} in batches of 256 ({b-speed-256:pytorch:rounded}); medians of five, measured in turns"),
        ("cuda:0（型号未知）上每秒 55,296.6 张图像",
         "{b-speed-64:processor} 的 {b-speed-64:cores:first} 个核心（{b-speed-64:instructions}）：批量大小 64 时每秒 {b-speed-64:here:rounded} 张，"
         "同一台机器上的 PyTorch {b-speed-64:torch} 为 {b-speed-64:pytorch:rounded} 张；"
         "批量大小 256 时分别为 {b-speed-256:here:rounded} 张和 {b-speed-256:pytorch:rounded} 张（交替测量，取五次的中位数）"),
        command="make reproduce OPTIONS='--pytorch'",
    ),
]  # fmt: skip
