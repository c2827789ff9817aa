using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Forecasting.Neural.Training;

public sealed class TrainingLoopSpecs : IDisposable
{
    private static readonly DemandSet Past = Set(Sine(150), Timer(150, 5));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-training-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("hybrid", 2)]
    [InlineData("reference", 1)]
    [InlineData("reference", 3)]
    public void A_training_that_was_interrupted_ends_as_if_it_had_not_been(string model, int after)
    {
        var checkpoint = Checkpoint();
        using var stop = new CancellationTokenSource();
        var epochs = 0;
        var interrupted = new Kept { Then = _ => { if (++epochs == after) stop.Cancel(); } };
        var resumed = new Kept();

        using var whole = Train(model, checkpoint: null, new Kept(), CancellationToken.None);
        Should.Throw<OperationCanceledException>(() => Train(model, checkpoint, interrupted, stop.Token));
        using var ended = Train(model, checkpoint, resumed, CancellationToken.None);

        ended.Version.ShouldBe(whole.Version);
        ended.Training.Stages.ShouldBe(whole.Training.Stages);
        interrupted.Reports.Count.ShouldBe(after);
        resumed.Reports.Count.ShouldBe(whole.Training.Stages.Sum(stage => stage.Epochs) - after);
    }

    [Fact]
    public void A_checkpoint_of_other_data_or_options_is_refused_in_words()
    {
        var checkpoint = Checkpoint();
        Train("hybrid", checkpoint, new Kept(), CancellationToken.None).Dispose();

        var refusal = Should.Throw<ModelFolderException>(
            () => new HybridEstimator(SmallHybrid(3, checkpoint)).Learn(Set(Sine(100)), seed: 1));

        refusal.Message.ShouldContain(checkpoint.Path);
        refusal.Message.ShouldContain("other data or options");
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_in_words()
    {
        var checkpoint = Checkpoint();
        File.WriteAllText(checkpoint.Path, "nothing of the kind");

        Should.Throw<ModelFolderException>(() => Train("hybrid", checkpoint, new Kept(), CancellationToken.None))
            .Message.ShouldContain("is damaged");
    }

    [Fact]
    public void Training_ends_when_it_gets_no_better_and_the_best_weights_are_kept()
    {
        var kept = new Kept();
        var options = SmallHybrid(epochs: 40) with { Patience = 2, LearningRate = 0.1 };

        using var model = new HybridEstimator(options).Learn(Past, seed: 1, kept);

        var stage = model.Training.Stages.Single();
        stage.Epochs.ShouldBe(kept.Reports.Count);
        stage.Epochs.ShouldBeLessThan(40);
        stage.BestEpoch.ShouldBe(stage.Epochs - 2);
        stage.ValidationLoss.ShouldBe(kept.Reports.Min(report => report.ValidationLoss));
    }

    [Fact]
    public void The_head_can_be_trained_after_encoder_and_decoder()
    {
        var checkpoint = Checkpoint();
        var estimator = new ReferenceEstimator(SmallReference(2, checkpoint));

        estimator.Pretrain(Past, seed: 1, progress: null, CancellationToken.None);
        using var model = estimator.Learn(Past, seed: 1);

        using var whole = new ReferenceEstimator(SmallReference(2)).Learn(Past, seed: 1);
        model.Version.ShouldBe(whole.Version);
    }

    private TrainingCheckpoint Checkpoint() => new(Path.Combine(_folder.FullName, "checkpoint"));

    private static NeuralForecaster Train(
        string model, TrainingCheckpoint? checkpoint, Kept progress, CancellationToken cancellation) =>
        model == "hybrid"
            ? new HybridEstimator(SmallHybrid(3, checkpoint)).Learn(Past, seed: 1, progress, cancellation)
            : new ReferenceEstimator(SmallReference(2, checkpoint)).Learn(Past, seed: 1, progress, cancellation);
}
