using Spectre.Console;
using Spectre.Console.Rendering;

namespace AquaTope.Host.Cli.Training;

/// <summary>Beside the bar of the stage under way: how long it will still take, at most.</summary>
internal sealed class TimeLeftColumn(TrainPace pace) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(!task.IsFinished && pace.Left() is { } left ? $@"{left:hh\:mm\:ss} left" : "");
}
