using System.Text;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Workflows;

public sealed class WorkflowDocumentSpecs
{
    [Fact]
    public void A_list_of_functions_becomes_a_chain_of_stages()
    {
        var workflow = Read("""{"name":"ml","functions":["load","train","/ops/pkg/serve"],"params":{"n":1},"qos":2.5}""");

        workflow.Id.Value.ShouldBe("ml");
        workflow.Stages.Select(stage => stage.Function.Value).ShouldBe(["guest/load", "guest/train", "ops/pkg/serve"]);
        workflow.Stages.Select(stage => stage.Name.Value).ShouldBe(["load", "train", "serve"]);
        workflow.Graph.Predecessors(2).ShouldBe([1]);
        workflow.Qos.ShouldBe(new QosTarget(TimeSpan.FromSeconds(2.5)));
        workflow.Parameters.ShouldBe("""{"n":1}""");
    }

    [Fact]
    public void A_function_listed_twice_becomes_two_stages()
    {
        var workflow = Read("""{"name":"w","functions":["f","g","f"],"qos":1}""");

        workflow.Stages.Select(stage => stage.Name.Value).ShouldBe(["f", "g", "f@2"]);
        workflow.Functions.Count().ShouldBe(2);
    }

    [Fact]
    public void Stages_form_a_graph_with_a_percentile_of_its_own()
    {
        var workflow = Read("""
            {"name":"w","qos":3,"percentile":0.99,"params":[{"a":1},{}],
             "stages":[{"name":"d","function":"f4","after":["b","c"]},{"name":"a","function":"f1"},
                       {"name":"b","function":"f2","after":["a"]},{"name":"c","function":"f3","after":["a"]}]}
            """);

        workflow.Graph.TopologicalOrder.ShouldBe([1, 2, 3, 0]);
        workflow.Qos.Percentile.ShouldBe(0.99);
        workflow.Parameters.ShouldBe("""[{"a":1},{}]""");
    }

    [Theory]
    [InlineData("""{"name":"w","functions":["f","g","f"],"params":{"π":"\"x\"","n":1e3},"qos":0.25}""")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"n/p/f"},{"name":"b","function":"g","after":["a"]}],"qos":9,"percentile":0.5}""")]
    public void A_workflow_survives_being_written_and_read(string json)
    {
        var workflow = Read(json);

        Read(WorkflowDocument.ToJson(workflow)).IsSameAs(workflow).ShouldBeTrue();
    }

    [Fact]
    public void White_space_makes_no_other_workflow()
    {
        var tight = Read("""{"name":"w","functions":["f"],"params":{"a":[1,2]},"qos":1}""");
        var loose = Read("""{ "name": "w", "functions": [ "f" ], "params": { "a": [ 1, 2 ] }, "qos": 1 }""");

        loose.IsSameAs(tight).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"functions":["f"],"qos":1}""", "name", "nothing")]
    [InlineData("""{"name":"a/b","functions":["f"],"qos":1}""", "name", "\"a/b\"")]
    [InlineData("""{"name":7,"functions":["f"],"qos":1}""", "name", "7")]
    [InlineData("""{"name":"w","qos":1}""", "stages", "neither")]
    [InlineData("""{"name":"w","functions":["f"],"stages":[],"qos":1}""", "stages", "both")]
    [InlineData("""{"name":"w","functions":[],"qos":1}""", "functions", "[]")]
    [InlineData("""{"name":"w","functions":"f","qos":1}""", "functions", "\"f\"")]
    [InlineData("""{"name":"w","functions":["f","g/h/i/j"],"qos":1}""", "functions[1]", "g/h/i/j")]
    [InlineData("""{"name":"w","functions":["f",null],"qos":1}""", "functions[1]", "null")]
    [InlineData("""{"name":"w","functions":["f"]}""", "qos", "nothing")]
    [InlineData("""{"name":"w","functions":["f"],"qos":0}""", "qos", "0")]
    [InlineData("""{"name":"w","functions":["f"],"qos":-1}""", "qos", "-1")]
    [InlineData("""{"name":"w","functions":["f"],"qos":"NaN"}""", "qos", "\"NaN\"")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1e999}""", "qos", "1e999")]
    [InlineData("""{"name":"w","functions":["f"],"qos":86401}""", "qos", "86401")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1,"percentile":95}""", "percentile", "95")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1,"percentile":1}""", "percentile", "1")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1,"percentil":0.9}""", "percentil", "0.9")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1,"params":3}""", "params", "3")]
    [InlineData("""{"name":"w","functions":["f"],"qos":1,"params":[{},2]}""", "params", "[{},2]")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"f"},{"name":"a","function":"g"}],"qos":1}""", "stages[1].name", "\"a\"")]
    [InlineData("""{"name":"w","stages":[{"name":"a"}],"qos":1}""", "stages[0].function", "nothing")]
    [InlineData("""{"name":"w","stages":[{"function":"f"}],"qos":1}""", "stages[0].name", "nothing")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"f","after":["b"]}],"qos":1}""", "stages[0].after[0]", "\"b\"")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"f","after":"b"}],"qos":1}""", "stages[0].after", "\"b\"")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"f","befor":[]}],"qos":1}""", "stages[0].befor", "[]")]
    [InlineData("""{"name":"w","stages":["a"],"qos":1}""", "stages[0]", "\"a\"")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"f","after":["b"]},{"name":"b","function":"g","after":["a"]}],"qos":1}""", "stages", "cycle")]
    [InlineData("""[]""", "document", "[]")]
    [InlineData("""{"name":"w",""", "document", "end of data")]
    [InlineData("""{"name":"w","name":"v","functions":["f"],"qos":1}""", "document", "uplicate")]
    [InlineData("""{"name":"\ud800","functions":["f"],"qos":1}""", "document", "UTF-16")]
    public void A_wrong_document_is_refused_with_the_field_and_what_stands_there(
        string json, string field, string found)
    {
        var problem = Refuse(Encoding.UTF8.GetBytes(json));

        problem.Field.ShouldBe(field);
        problem.Found.ShouldContain(found);
        problem.Expected.ShouldNotBeEmpty();
    }

    [Fact]
    public void Sixty_five_stages_are_too_many()
    {
        var functions = string.Join(",", Enumerable.Range(0, 65).Select(i => $"\"f{i}\""));

        Refuse(Encoding.UTF8.GetBytes($$"""{"name":"w","functions":[{{functions}}],"qos":1}""")).Field.ShouldBe("functions");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Parameters_may_be_nested_sixty_four_deep_and_no_deeper(int depth, bool accepted)
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        var json = Encoding.UTF8.GetBytes($$"""{"name":"w","functions":["f"],"qos":1,"params":{{nested}}}""");

        WorkflowDocument.TryRead(json, "guest", out _, out _).ShouldBe(accepted);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        Refuse([0x7B, 0xFF, 0x7D]).Found.ShouldContain("UTF-8");
    }

    private static Workflow Read(string json)
    {
        WorkflowDocument.TryRead(Encoding.UTF8.GetBytes(json), "guest", out var workflow, out var problem)
            .ShouldBeTrue(problem?.ToString());
        return workflow;
    }

    private static DocumentProblem Refuse(byte[] json)
    {
        WorkflowDocument.TryRead(json, "guest", out _, out var problem).ShouldBeFalse();
        return problem;
    }
}
