using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Storage;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Forecasting.Neural.Storage;

public sealed class ModelFolderSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_model_that_is_loaded_is_the_one_that_was_saved()
    {
        foreach (var model in (NeuralForecaster[])[TrainHybrid(), TrainReference()])
        {
            var folder = Path.Combine(_folder.FullName, model.Name);

            ModelFolder.Save(model, folder);
            using var loaded = ModelFolder.Load(folder);

            loaded.Name.ShouldBe(model.Name);
            loaded.Version.ShouldBe(model.Version);
            loaded.Training.Stages.ShouldBe(model.Training.Stages);
            loaded.Window.ShouldBe(model.Window);
            loaded.Values(Sine(40), Timer(7, 3)).ShouldBe(model.Values(Sine(40), Timer(7, 3)));
            model.Dispose();
        }
        Directory.GetFileSystemEntries(_folder.FullName).Length.ShouldBe(2);
    }

    [Fact]
    public void A_folder_is_never_written_over()
    {
        using var model = TrainReference();
        var folder = Save(model);
        var before = File.GetLastWriteTimeUtc(Path.Combine(folder, "manifest.json"));

        Should.Throw<IOException>(() => ModelFolder.Save(model, folder));

        File.GetLastWriteTimeUtc(Path.Combine(folder, "manifest.json")).ShouldBe(before);
    }

    [Fact]
    public void What_an_interrupted_write_left_is_not_a_model_and_not_in_the_way()
    {
        using var model = TrainReference();
        var folder = Path.Combine(_folder.FullName, "model");
        Directory.CreateDirectory(folder + ".unfinished");
        File.WriteAllText(Path.Combine(folder + ".unfinished", "weights.safetensors"), "half");

        Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder + ".unfinished"));
        ModelFolder.Save(model, folder);

        using var loaded = ModelFolder.Load(folder);
        loaded.Version.ShouldBe(model.Version);
        Directory.Exists(folder + ".unfinished").ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"format\": 2", "\"format\": 1", "has format 1; this version reads format 2, so train it again")]
    [InlineData("\"model\": \"reference\"", "\"model\": \"transformer\"", "is damaged")]
    [InlineData("\"encoderUnits\": 8", "\"encoderUnits\": 9", "of shape [32, 5], where the model takes [36, 5]")]
    [InlineData("\"encoderUnits\": 8", "\"encoderUnits\": 640000000", "is damaged: encoderUnits is 640000000; it must")]
    [InlineData("\"wideUnits\": ", "\"wideUnits\": -", "is damaged: wideUnits is -")]
    [InlineData("standard score", "logarithm", "has the normalization 'logarithm")]
    [InlineData("\"residualVariance\": ", "\"residualVariance\": 1", "is damaged: its content is")]
    [InlineData("\"windowSeconds\": 60", "\"windowSeconds\": 0", "is damaged: windowSeconds is 0; it must lie between")]
    [InlineData("\"windowSeconds\": 60,", "", "is damaged: manifest.json")]
    [InlineData("}", "", "is damaged: manifest.json")]
    public void A_manifest_that_does_not_fit_is_refused_in_words(string found, string instead, string refusal)
    {
        using var model = TrainReference();
        var folder = Save(model);
        var path = Path.Combine(folder, "manifest.json");
        var manifest = File.ReadAllText(path);
        manifest.ShouldContain(found);
        File.WriteAllText(path, manifest.Replace(found, instead));

        var message = Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder)).Message;

        message.ShouldContain(folder);
        message.ShouldContain(refusal);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Another_list_of_features_is_refused()
    {
        using var model = TrainHybrid();
        var folder = Save(model);
        var path = Path.Combine(folder, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"gap-mean\"", "\"gap-median\""));

        Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder)).Message.ShouldContain("gap-median");
    }

    [Fact]
    public void A_flipped_bit_in_the_weights_is_noticed()
    {
        using var model = TrainReference();
        var folder = Save(model);
        var path = Path.Combine(folder, "weights.safetensors");
        var weights = File.ReadAllBytes(path);
        weights[^5] ^= 1;
        File.WriteAllBytes(path, weights);

        Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder)).Message.ShouldContain("is damaged: weights");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("weights.safetensors")]
    public void A_missing_file_is_named(string file)
    {
        using var model = TrainReference();
        var folder = Save(model);
        File.Delete(Path.Combine(folder, file));

        Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder)).Message.ShouldContain($"no {file}");
        Should.Throw<ModelFolderException>(() => ModelFolder.Load(folder + "-not-there"))
            .Message.ShouldContain("is no model folder");
    }

    [Fact]
    public void Weights_are_in_a_format_that_other_tools_read()
    {
        NamedArray[] arrays = [new("b", [2, 1], [1.5f, -2]), new("a", [1], [float.MaxValue])];

        var file = SafeTensors.Write(arrays, new Dictionary<string, string> { ["made"] = "here" });
        var (read, metadata) = SafeTensors.Read(file);

        BitConverter.ToInt64(file).ShouldBe(file.Length - 8 - 3 * sizeof(float));
        BitConverter.ToSingle(file, file.Length - 4).ShouldBe(float.MaxValue);
        metadata["made"].ShouldBe("here");
        read["b"].Shape.ShouldBe([2L, 1]);
        read["b"].Values.ShouldBe([1.5f, -2]);
        for (var length = 0; length < file.Length; length++)
            Should.Throw<ModelFolderException>(() => SafeTensors.Read(file.AsSpan(0, length)));
    }

    private static NeuralForecaster TrainHybrid() =>
        new HybridEstimator(SmallHybrid(epochs: 1)).Learn(Set(Sine(60), Timer(60, 5)), seed: 1);

    private static NeuralForecaster TrainReference() =>
        new ReferenceEstimator(SmallReference(epochs: 1)).Learn(Set(Sine(60)), seed: 1);

    private string Save(NeuralForecaster model)
    {
        var folder = Path.Combine(_folder.FullName, "model");
        ModelFolder.Save(model, folder);
        return folder;
    }
}
