"""The claims of notes C and D."""

from reproduction.claim import Claim

CLAIMS = [
    # C
    Claim(
        "C", "open",
        ("without a border of zeros too few kernels see the ends of strokes, and the accuracy is lower",
         "lenet5-pytorch on 28 x 28 without a border {c-unpadded:accuracy} (S4 is 4 x 4, 44,426 parameters), padded to "
         "32 x 32 {a-pytorch:accuracy} (61,706), "
         "resized to 32 x 32 {c-resized:accuracy}"),
        ("四周不补零，笔画的端点被卷积的次数太少，识别效果会变差",
         "lenet5-pytorch：28 x 28 不填充 {c-unpadded:accuracy}（S4 为 4 x 4，44,426 个参数），填充到 32 x 32 "
         "{a-pytorch:accuracy}（61,706 个），放大到 32 x 32 "
         "{c-resized:accuracy}"),
        row="c-unpadded",
    ),
    Claim(
        "C", "holds",
        ("the same, where it matters most: every digit is moved into a corner, in training and test",
         "without a border {c-border-unpadded:accuracy}, padded {c-border-padded:accuracy}, resized "
         "{c-border-resized:accuracy}"),
        ("同上，在影响应当最明显的情况下：训练集和测试集中的每个数字都移到图像的一角",
         "不填充 {c-border-unpadded:accuracy}，填充 {c-border-padded:accuracy}，放大 {c-border-resized:accuracy}"),
        row="c-border-unpadded",
    ),
    Claim(
        "C", "holds",
        ("28 x 28 with padding is the same as 32 x 32",
         "identical to the bit if the background is zero: after two epochs the errors of all five seeds are {c-28:errors} and "
         "{c-32:errors}. With mean 0.1307 the zeros differ from the background: {c-mean-28:errors} and "
         "{c-mean-32:errors}"),
        ("28 x 28 加填充与 32 x 32 效果相同",
         "背景为零时逐位相同：训练两轮，五个种子的错误数为 {c-28:errors} 与 {c-32:errors}。减去均值 0.1307 之后，"
         "补的零不再是背景：{c-mean-28:errors} 与 {c-mean-32:errors}"),
        row="c-32",
    ),
    Claim(
        "C", "holds",
        ("156, 12, 1,516, 32, 48,120 and 10,164 parameters; 28, 14, 10, 5 and 1 rows", "the same"),
        ("参数 156、12、1,516、32、48,120、10,164；边长 28、14、10、5、1", "相同"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "C", "holds",
        ("Table I keeps the number of connections within bounds",
         "{counts-1998:connections:grouped} connections; with all 96 links {counts-links-all:connections:grouped}, a quarter more"),
        ("表 I 控制了连接数",
         "{counts-1998:connections:grouped} 个连接；96 组特征图连接全用上则有 {counts-links-all:connections:grouped} 个，多四分之一"),
        command="lenet summary lenet5-1998 --links all",
    ),
    Claim(
        "C", "open",
        ("Table I breaks the symmetry: the feature maps of C3 become different",
         "mean absolute correlation of two feature maps of C3: Table I {a-paper-likeness:likeness}, all links "
         "{c-links-all-likeness:likeness}; in lenet5-pytorch {c-links-table1-likeness:likeness} and "
         "{a-pytorch-likeness:likeness}"),
        ("表 I 打破对称性，使 C3 的特征图各不相同",
         "C3 中特征图两两之间相关系数绝对值的均值：表 I {a-paper-likeness:likeness}，全部连接 "
         "{c-links-all-likeness:likeness}；在 lenet5-pytorch 中分别为 {c-links-table1-likeness:likeness} 与 "
         "{a-pytorch-likeness:likeness}"),
        command="make reproduce OPTIONS='--only a-pytorch a-paper c-links-all c-links-table1'",
    ),
    Claim(
        "C", "silent",
        ("the effect of Table I on accuracy",
         "with the paper's training {a-paper:accuracy}, with all 96 links {c-links-all:accuracy}; lenet5-pytorch with Table I "
         "{c-links-table1:accuracy}, with all 96 {a-pytorch:accuracy}"),
        ("表 I 对准确率的影响",
         "按论文的方式训练：用表 I {a-paper:accuracy}，用全部 96 组连接 {c-links-all:accuracy}；lenet5-pytorch：用表 I "
         "{c-links-table1:accuracy}，用全部 96 组连接 {a-pytorch:accuracy}"),
        row="c-links-all",
    ),
    Claim(
        "C", "not",
        ("C5 has 160 feature maps", "120, as the note's own count of parameters says"),
        ("C5 有 160 个特征图", "120 个，笔记自己的参数计算用的也是这个数"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "C", "holds",
        ("F6 is 1.7159 tanh(2a/3); the outputs are distances from bitmaps of 12 x 7", "the same"),
        ("F6 的激活函数是 1.7159 tanh(2a/3)；输出是与 12 x 7 位图的距离", "相同"),
        command="lenet show bitmaps",
    ),
    Claim(
        "C", "holds",
        ("the loss has a penalty in addition to the squared error, whose effect is not obvious",
         "with the paper's training, {a-paper:accuracy} with it, {c-without-penalty:accuracy} without"),
        ("损失函数在均方误差之外还有惩罚项，作用不明显",
         "按论文的方式训练：有惩罚项时 {a-paper:accuracy}，没有时 {c-without-penalty:accuracy}"),
        row="c-without-penalty",
    ),
    Claim(
        "C", "not",
        ("in the paper the activation is the sigmoid, in the pooling layers",
         "the paper's \"sigmoidal function\" is 1.7159 tanh(2a/3), in all layers up to F6, also after the convolutions"),
        ("论文在池化层用 sigmoid 作激活函数",
         "论文的 “sigmoidal function” 是 1.7159 tanh(2a/3)，直到 F6 的各层都用它，卷积之后也用"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "C", "holds",
        ("61,706 parameters, all trained", "61,706"),
        ("61,706 个参数，全部可训练", "61,706"),
        command="lenet summary lenet5-keras",
    ),
    Claim(
        "C", "holds",
        ("training accuracy 0.9715, loss 0.0816", "{c-keras:trainAccuracy}, {c-keras:trainLoss}"),
        ("训练准确率 0.9715，损失 0.0816", "{c-keras:trainAccuracy}，{c-keras:trainLoss}"),
        row="c-keras",
    ),
    Claim(
        "C", "holds",
        ("test accuracy 0.9883", "{c-keras:testAccuracy}"),
        ("测试准确率 0.9883", "{c-keras:testAccuracy}"),
        row="c-keras",
    ),
    Claim(
        "C", "holds",
        ("test loss 0.0525", "{c-keras:testLoss}"),
        ("测试损失 0.0525", "{c-keras:testLoss}"),
        row="c-keras",
    ),
    Claim(
        "C", "holds",
        ("the training accuracy is below the test accuracy",
         "Dropout(0.8) drops 80 % of 84 units during training; without dropout the accuracy on the training images is "
         "{c-keras-without-dropout:accuracy}"),
        ("训练准确率低于测试准确率",
         "Dropout(0.8) 在训练时丢弃 84 个单元中的 80 %；不用 dropout 时，训练集的准确率为 {c-keras-without-dropout:accuracy}"),
        command="lenet evaluate runs/c-keras/model.safetensors --split training --validation 0",
    ),
    Claim(
        "C", "not",
        ("predict(path) as listed reads your own pictures",
         "of {c-predict-real:pictures:first} digits by strangers it reads {c-predict-real:asPrinted} correctly, and "
         "{c-predict-real:failed:first} grey files stop it with an error. Divided by 255, as in training, it reads "
         "{c-predict-real:divided}. The same network with our preparation reads {c-predict-real:digit}"),
        ("笔记中的 predict(path) 能识别自己的图片",
         "陌生人书写的 {c-predict-real:pictures:first} 个数字中，答对 {c-predict-real:asPrinted} 个，"
         "{c-predict-real:failed:first} 个灰度文件报错；像训练时那样除以 255，答对 {c-predict-real:divided} 个；"
         "同一网络改用我们的预处理，答对 {c-predict-real:digit} 个"),
        command="make reproduce OPTIONS='--pictures FOLDER'",
    ),
    Claim(
        "C", "not",
        ("the same, on photos",
         "of {c-predict-photos:pictures:first} synthetic photos {c-predict-photos:asPrinted}; divided by 255 "
         "{c-predict-photos:divided}; with our preparation {c-predict-photos:digit}"),
        ("同上，照片",
         "{c-predict-photos:pictures:first} 张合成照片中，答对 {c-predict-photos:asPrinted} 张；除以 255，答对 "
         "{c-predict-photos:divided} 张；改用我们的预处理，答对 {c-predict-photos:digit} 张"),
        command="make reproduce OPTIONS='--photos FOLDER'",
    ),
    # D
    Claim(
        "D", "holds",
        ("LeNet: 1x28x28, 20x24x24, 20x12x12, 50x8x8, 50x4x4, 500, 10", "the same; 431,080 parameters, seven times "
         "LeNet-5's"),
        ("LeNet：1x28x28、20x24x24、20x12x12、50x8x8、50x4x4、500、10", "相同；431,080 个参数，是 LeNet-5 的七倍"),
        command="lenet summary lenet-caffe",
    ),
    Claim(
        "D", "holds",
        ("ReLU follows each convolution",
         "in the note's network it does. Caffe's published network has no ReLU there and trains biases at twice the rate. With "
         "Caffe's solver the note's network reaches {d-relu:accuracy}, Caffe's own {d-caffe:accuracy}"),
        ("每个卷积之后都有 ReLU",
         "笔记的网络如此；Caffe 发布的网络在卷积之后没有 ReLU，偏置的学习率加倍。用 Caffe 的求解器训练，笔记的网络为 "
         "{d-relu:accuracy}，Caffe 自己的网络为 {d-caffe:accuracy}"),
        row="d-relu",
    ),
    Claim(
        "D", "silent",
        ("Caffe's own network and training", "{d-caffe:accuracy}"),
        ("Caffe 自己的网络和训练", "{d-caffe:accuracy}"),
        row="d-caffe",
    ),
    Claim(
        "D", "holds",
        ("AdaptiveMaxPool2d((4, 4)) allows images of any size", "33 x 47 with the same 431,080 weights; the smallest size is 14 x 14"),
        ("AdaptiveMaxPool2d((4, 4)) 可以接受任意大小的图像", "33 x 47 的图像使用同样的 431,080 个权重；图像最小为 14 x 14"),
        command="lenet summary lenet-caffe --input 33x47",
    ),
    Claim(
        "D", "holds",
        ("softmax turns ten scores into probabilities, shown with two random images and an untrained network",
         "they add up to 1; with seeds 1 to 5 none of the ten exceeds 0.2, close to the 0.1 of a guess"),
        ("softmax 把十个分数变成概率；笔记用两张随机图像和未训练的网络演示",
         "总和为 1；种子 1 到 5 的十个概率都不超过 0.2，接近随机猜测的 0.1"),
        command="Scripts/check-tests --filter AnswersTests",
    ),
    Claim(
        "D", "not",
        ("C3 has 15 feature maps", "16"),
        ("C3 输出 15 个通道", "16 个"),
        command="lenet show connections",
    ),
    Claim(
        "D", "holds",
        ("C3 is like a grouped convolution, but is not one",
         "groups do not share feature maps; in Table I each feature map of S2 feeds ten of C3"),
        ("C3 类似分组卷积，但不是分组卷积", "分组卷积的各组不共用特征图；表 I 中 S2 的每个特征图连到 C3 的十个特征图"),
        command="lenet show connections",
    ),
    Claim(
        "D", "holds",
        ("S2 is like a convolution of 2 x 2 with stride 2 whose weights are one number w", "the same, 12 parameters"),
        ("S2 类似步幅为 2 的 2 x 2 卷积，所有权重都是同一个 w", "相同，12 个参数"),
        command="lenet summary lenet5-1998",
    ),
    Claim(
        "D", "not",
        ("F6 and F7 are fully connected layers that end in ten numbers",
         "the paper ends in 84 units and ten distances; it has no F7"),
        ("F6、F7 是全连接层，最后输出十个数", "论文的网络以 84 个单元和十个距离结尾，没有 F7"),
        command="lenet summary lenet-caffe lenet5-1998",
    ),
    Claim(
        "D", "silent",
        ("LeNet-5 as described, with the sigmoid in S2 and S4, and fully connected F6 and F7 with 10 outputs: its accuracy",
         "{d-described:accuracy} with our default recipe. The note gives no size for F6; we use the paper's 84 units"),
        ("笔记所描述的 LeNet-5（S2、S4 用 sigmoid，F6、F7 是全连接层，最后输出 10 个数）的准确率",
         "默认配方：{d-described:accuracy}；笔记没有给出 F6 的大小，这里用论文的 84 个单元"),
        row="d-described",
    ),
]  # fmt: skip
