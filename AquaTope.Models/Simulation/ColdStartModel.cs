using AquaTope.Models.Platform;

namespace AquaTope.Models.Simulation;

/// <summary>What it takes to make a container of a runtime ready for its first run.</summary>
/// <param name="Creation">
/// Creating the container, until it can be asked to initialize; the platform reports it as part of <c>waitTime</c>.
/// </param>
/// <param name="Initialization">
/// The <c>/init</c> call of a function without dependencies, reported as <c>initTime</c>.
/// </param>
public sealed record ColdStartTimes(LognormalTime Creation, LognormalTime Initialization);

/// <summary>
/// Cold-start times per runtime family: <c>python</c> stands for <c>python:3</c>, <c>python:3.11</c> and so on.
/// </summary>
public sealed class ColdStartModel
{
    private readonly IReadOnlyDictionary<string, ColdStartTimes> _families;
    private readonly ColdStartTimes _others;

    /// <param name="families">Times by runtime family, the part of a kind before its colon.</param>
    /// <param name="others">Times of every other family.</param>
    public ColdStartModel(IReadOnlyDictionary<string, ColdStartTimes> families, ColdStartTimes others)
    {
        _families = families;
        _others = others;
    }

    /// <summary>
    /// Times fitted to public measurements of AWS Lambda, by the mean and standard deviation of their logarithms.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Initialization: the init durations that Lambda reports for zip packages of 128 to 1024 MB, 2022-09 to 2024-12,
    /// in the weekly extract of maxday/lambda-perf (Apache-2.0). A function without dependencies starts its runtime and
    /// loads a few lines there, which is about what <c>/init</c> does.
    /// </para>
    /// <para>
    /// Creation: the cold starts of image-packaged Lambda functions (mikhailio, the <c>docker</c> variant on AWS, MIT;
    /// 683 samples) less 258 ms, the median init duration of Node.js images in the first data set. It is taken to be
    /// the same for all runtimes, since a container's creation does not depend on what runs in it.
    /// </para>
    /// <para>
    /// Both kinds of initialized starts take the same initialization, although a stem cell has its runtime up already:
    /// prewarmed starts come out a little slower than they would be, never faster.
    /// </para>
    /// <para>
    /// Runtimes without measurements get the times of Node.js, the platform's default.
    /// </para>
    /// <code>
    /// fitted              samples   median ms (data)   p95 ms (data)   greatest distance of the distributions
    /// creation                683        579 (537)      1002  (968)    0.12
    /// nodejs 18, 20        11,746        162 (169)       208  (197)    0.14
    /// python 3.10-3.12     17,114         90  (88)       132  (125)    0.08
    /// java 17, 21          11,516        246 (232)       364  (415)    0.11
    /// go                   11,679         44  (43)        55   (55)    0.10
    /// dotnet 6, 8          10,868        270 (261)       362  (358)    0.08
    /// ruby 3.2, 3.3         8,477        216 (205)       292  (285)    0.11
    /// swift 5.8             5,355        110 (108)       146  (134)    0.16
    /// rust                  9,828         14  (14)        21   (22)    0.09
    /// </code>
    /// </remarks>
    public static ColdStartModel Measured { get; } = new(
        new Dictionary<string, ColdStartTimes>
        {
            ["nodejs"] = NodeJs,
            ["python"] = Fitted(90.5, 0.230),
            ["java"] = Fitted(246.3, 0.237),
            ["go"] = Fitted(43.9, 0.142),
            ["dotnet"] = Fitted(269.9, 0.178),
            ["ruby"] = Fitted(215.5, 0.184),
            ["swift"] = Fitted(109.9, 0.173),
            ["rust"] = Fitted(13.9, 0.259)
        },
        others: NodeJs);

    private static ColdStartTimes NodeJs => Fitted(161.6, 0.153);

    /// <summary>The same certain times for every runtime.</summary>
    public static ColdStartModel Constant(TimeSpan creation, TimeSpan initialization) =>
        new(new Dictionary<string, ColdStartTimes>(),
            new ColdStartTimes(LognormalTime.Always(creation), LognormalTime.Always(initialization)));

    /// <summary>The times of a runtime kind.</summary>
    public ColdStartTimes Of(RuntimeKind kind) => _families.GetValueOrDefault(FamilyOf(kind), _others);

    private static ColdStartTimes Fitted(double initializationMilliseconds, double initializationSigma) => new(
        new LognormalTime(TimeSpan.FromMilliseconds(578.8), 0.334),
        new LognormalTime(TimeSpan.FromMilliseconds(initializationMilliseconds), initializationSigma));

    private static string FamilyOf(RuntimeKind kind)
    {
        var name = kind.Value ?? "";
        var colon = name.IndexOf(':');
        return colon < 0 ? name : name[..colon];
    }
}
