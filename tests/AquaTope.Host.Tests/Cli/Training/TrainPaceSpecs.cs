using AquaTope.Host.Cli.Training;
using AquaTope.Models.Forecasting;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Cli.Training;

/// <summary>How long a training says it will take.</summary>
public sealed class TrainPaceSpecs
{
    private readonly FakeTimeProvider _time = new();
    private readonly TrainPace _pace;

    public TrainPaceSpecs() => _pace = new TrainPace(_time);

    [Fact]
    public void Nothing_is_said_before_the_first_epoch() => _pace.Left().ShouldBeNull();

    [Fact]
    public void The_rest_is_taken_to_go_as_the_epochs_so_far_did_and_counts_down()
    {
        Epoch("first", 1, of: 5, took: 10);
        _pace.Left().ShouldBe(TimeSpan.FromSeconds(40));

        _time.Advance(TimeSpan.FromSeconds(4));
        _pace.Left().ShouldBe(TimeSpan.FromSeconds(36));

        Epoch("first", 2, of: 5, took: 2);
        _pace.Left().ShouldBe(TimeSpan.FromSeconds(24));
    }

    [Fact]
    public void A_training_that_goes_on_counts_the_epochs_of_this_run_alone()
    {
        Epoch("first", 90, of: 100, took: 10);
        Epoch("first", 91, of: 100, took: 12);

        _pace.Left().ShouldBe(TimeSpan.FromSeconds(9 * 11));
    }

    [Fact]
    public void Each_stage_has_a_pace_of_its_own()
    {
        Epoch("first", 1, of: 2, took: 100);
        Epoch("first", 2, of: 2, took: 100);
        Epoch("second", 1, of: 4, took: 1);

        _pace.Left().ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void An_epoch_that_takes_longer_than_all_was_to_take_leaves_nothing_and_no_less()
    {
        Epoch("first", 1, of: 2, took: 1);
        _time.Advance(TimeSpan.FromSeconds(60));

        _pace.Left().ShouldBe(TimeSpan.Zero);
    }

    private void Epoch(string stage, int epoch, int of, int took)
    {
        _time.Advance(TimeSpan.FromSeconds(took));
        _pace.Report(new TrainingProgress(stage, epoch, of, Loss: 1, ValidationLoss: 1));
    }
}
