using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Designers;

public sealed class DesignerSpecs
{
    public static TheoryData<string> Names => [.. DesignerCatalog.Standard.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_and_history_give_the_same_plans(string name)
    {
        var history = Suggested(StudyHistory.Empty, ModelStudies.Present);

        Create(name, 7).Suggest(history, 5).ShouldBe(Create(name, 7).Suggest(history, 5));
        Create(name, 8).Suggest(history, 5).ShouldNotBe(Create(name, 7).Suggest(history, 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plans_one_by_one_are_the_plans_of_a_batch(string name)
    {
        var designer = Create(name, 7);
        var history = Suggested(StudyHistory.Empty, ModelStudies.Present);
        var batch = designer.Suggest(history, 4);

        foreach (var plan in batch)
        {
            designer.Suggest(history, 1).ShouldBe([plan]);
            history = Suggested(history, plan);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_small_grid_is_used_up_without_repeats(string name)
    {
        var definition = ModelStudies.Definition(range: SixSizes);
        var designer = DesignerCatalog.Standard.Create(definition with
        {
            Options = definition.Options with { Designer = name }
        });
        var history = StudyHistory.Empty;

        while (designer.Suggest(history, 1) is [var plan])
        {
            history.Contains(plan).ShouldBeFalse();
            history = Suggested(history, plan);
        }

        history.NextNumber.ShouldBe(6);
    }

    [Fact]
    public void Sobol_plans_are_more_even_than_random_ones()
    {
        Emptiest("sobol").ShouldBeLessThan(Emptiest("random"));

        static double Emptiest(string name)
        {
            var memory = Create(name, 1).Suggest(StudyHistory.Empty, 64)
                .Select(plan => plan.Stages[0].Memory.Megabytes).Order().ToArray();
            return memory.Zip(memory.Skip(1), (low, high) => high - low).Max();
        }
    }

    [Fact]
    public void A_space_of_more_dimensions_than_the_sequence_has_is_filled_by_chance()
    {
        var space = new SearchSpace(
            [.. Enumerable.Repeat(ResourceRange.Default, 64)], [.. Enumerable.Range(0, 64)]);

        var plans = new SobolDesigner(ModelStudies.Definition() with { Space = space }).Suggest(StudyHistory.Empty, 2);

        plans.Select(plan => plan.Stages[63].Memory.Megabytes).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void An_unknown_designer_is_answered_with_those_there_are()
    {
        Should.Throw<ArgumentException>(() => Create("genius", 1)).Message.ShouldStartWith(
            "'genius' is no designer; there are aquatope, random, reference, sobol.");
    }

    private static ResourceRange SixSizes => new(
        CpuShare.FromCores(1), CpuShare.FromCores(1), CpuShare.FromCores(1),
        MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(768), MemorySize.FromMegabytes(128));

    private static IDesigner Create(string name, ulong seed)
    {
        var definition = ModelStudies.Definition();
        return DesignerCatalog.Standard.Create(definition with
        {
            Seed = seed,
            Options = definition.Options with { Designer = name }
        });
    }

    private static StudyHistory Suggested(StudyHistory history, ResourcePlan plan) =>
        history.With(new Trial.Pending(history.NextNumber, plan, 0));
}
