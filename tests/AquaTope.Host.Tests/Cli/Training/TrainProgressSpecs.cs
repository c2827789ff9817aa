using System.Text.RegularExpressions;
using AquaTope.Host.Cli.Training;
using AquaTope.Models.Forecasting;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace AquaTope.Host.Tests.Cli.Training;

/// <summary>What somebody who watches a training on a terminal sees.</summary>
public sealed class TrainProgressSpecs
{
    [Fact]
    public async Task Every_stage_has_a_bar_and_none_says_at_the_end_that_time_is_left()
    {
        var seen = await LastSeenAsync(
            At("encoder-decoder", 1, of: 2), At("encoder-decoder", 2, of: 2), At("prediction", 1, of: 20));

        seen.ShouldContain("encoder-decoder: epoch 2 of 2, loss 0.5000, validation 0.2500");
        seen.ShouldContain("prediction: epoch 1 of 20, loss 0.5000, validation 0.2500");
        seen.ShouldNotContain("the first epoch");
        seen.ShouldNotContain("left");
    }

    private static TrainingProgress At(string stage, int epoch, int of) =>
        new(stage, epoch, of, Loss: 0.5, ValidationLoss: 0.25);

    // The last picture of the bars: what was written after the cursor last went up.
    private static async Task<string> LastSeenAsync(params TrainingProgress[] epochs)
    {
        await using var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(screen)
        });
        console.Profile.Width = 120;
        var time = new FakeTimeProvider();
        await TrainProgress.ShowAsync(console, new TrainPace(time), progress =>
        {
            foreach (var epoch in epochs)
            {
                time.Advance(TimeSpan.FromSeconds(7));
                progress.Report(epoch);
            }
            return true;
        });
        return Regex.Split(screen.ToString(), @"\e\[\d+A")[^1];
    }
}
