using System.Globalization;
using AquaTope.Models.Forecasting.Neural.Storage;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>
/// The file in which an unfinished training is kept after every epoch, so that the same training started again goes on
/// from there. It is replaced as a whole or not at all.
/// </summary>
/// <param name="path">Where it lies.</param>
public sealed class TrainingCheckpoint(string path)
{
    private const string Unfinished = ".unfinished";

    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>Removes it, once the training is done.</summary>
    public void Delete() => File.Delete(path);

    /// <summary>What was kept, or <see langword="null"/> when there is nothing.</summary>
    /// <exception cref="ModelFolderException">It is damaged, or belongs to another training.</exception>
    internal TrainingState? Read(string fingerprint)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var (arrays, metadata) = SafeTensors.Read(File.ReadAllBytes(path));
            if (metadata.GetValueOrDefault("training") != fingerprint)
                throw new ModelFolderException(
                    "keeps an unfinished training of other data or options; go on with those, or delete it");
            var stages = metadata["stages"].Split(' ').Select((stage, i) => new StageCurve(
                stage, Numbers(metadata[$"losses.{i}"]), Numbers(metadata[$"validation.{i}"])));
            return new TrainingState([.. stages], arrays);
        }
        catch (Exception damage) when (damage is ModelFolderException or KeyNotFoundException or FormatException)
        {
            throw new ModelFolderException($"'{path}' {damage.Message}", damage);
        }
    }

    internal void Write(string fingerprint, TrainingState state)
    {
        var metadata = new Dictionary<string, string>
        {
            ["training"] = fingerprint,
            ["stages"] = string.Join(' ', state.Curves.Select(curve => curve.Stage))
        };
        for (var i = 0; i < state.Curves.Count; i++)
        {
            metadata[$"losses.{i}"] = Text(state.Curves[i].Losses);
            metadata[$"validation.{i}"] = Text(state.Curves[i].ValidationLosses);
        }
        var file = SafeTensors.Write([.. state.Arrays.Values], metadata);
        File.WriteAllBytes(path + Unfinished, file);
        File.Move(path + Unfinished, path, overwrite: true);
    }

    private static List<double> Numbers(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
    ];

    private static string Text(List<double> values) =>
        string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}

/// <summary>A training after some epochs.</summary>
/// <param name="Curves">The stages begun, in order; those before the last are done.</param>
/// <param name="Arrays">Weights, those of the best epoch, and the state of the optimizer, by name.</param>
internal sealed record TrainingState(
    IReadOnlyList<StageCurve> Curves, IReadOnlyDictionary<string, NamedArray> Arrays);

/// <summary>The losses of a stage, one for each epoch so far.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Losses">Mean losses over the training data.</param>
/// <param name="ValidationLosses">Mean losses over the data held back.</param>
internal sealed record StageCurve(string Stage, List<double> Losses, List<double> ValidationLosses)
{
    /// <summary>Epochs so far.</summary>
    public int Epochs => Losses.Count;

    /// <summary>The epoch with the least validation loss, counted from 1; 0 before the first.</summary>
    public int BestEpoch => Epochs == 0 ? 0 : ValidationLosses.IndexOf(ValidationLosses.Min()) + 1;

    /// <summary>Whether there is nothing more to do under a plan.</summary>
    public bool IsDone(TrainingPlan plan) =>
        Epochs >= plan.Epochs || (plan.Patience is { } patience && Epochs > 0 && Epochs - BestEpoch >= patience);

    /// <summary>How it went, for the record.</summary>
    public StageFigures Figures(TrainingPlan plan)
    {
        var kept = plan.Patience is null ? Epochs : BestEpoch;
        return new StageFigures(Stage, Epochs, kept, Losses[^1], ValidationLosses[kept - 1]);
    }
}
