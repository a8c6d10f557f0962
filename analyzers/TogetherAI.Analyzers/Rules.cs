using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>
/// Every rule's descriptor. The severity says how certain the rule is, not how bad the mistake: a warning stands where the code shows the
/// mistake, a suggestion where a reader who knows more may shrug. What is off until a project turns it on is for its reader to judge.
/// </summary>
internal static class Rules
{
    private const string Cost = nameof(Cost), Reliability = nameof(Reliability), Security = nameof(Security), Correctness = nameof(Correctness);

    public static readonly DiagnosticDescriptor MissingMaxTokens = new(
        "TAI1001",
        "A request sets no limit on tokens",
        "This request sets no {0}, and no default applies: the model decides what the answer costs",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Without a limit the model's own applies: it may be thousands of tokens, or so few that a reasoning model's answer is cut off.",
        Page("TAI1001"));

    public static readonly DiagnosticDescriptor MissingIdleStop = new(
        "TAI1002",
        "Dedicated capacity has nothing that stops it",
        "Nothing stops this {0} when nobody uses it: it is paid for by the minute until somebody remembers it",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Rented GPUs are billed while they run, used or not. Rent through a lease, run a guard, or say after how long without traffic it stops.",
        Page("TAI1002"));

    public static readonly DiagnosticDescriptor UnsureIdleStop = new(
        "TAI1003",
        "An idle stop is switched off, or is not known to work",
        "Nothing surely stops this {0}: {1}",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Zero and null switch the idle stop off. ScaleToZeroWindow is described in one of the service's documents and denied in another.",
        Page("TAI1003"));

    public static readonly DiagnosticDescriptor LeaseNotDisposed = new(
        "TAI1004",
        "A lease on dedicated capacity is not disposed of",
        "Nothing gives back what this lease rents: dispose of it with 'await using', or stop it",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A lease gives its GPUs back when it is disposed of or stopped. One that is dropped leaves that to its idle stop, if it has one.",
        Page("TAI1004"));

    public static readonly DiagnosticDescriptor NeverStopped = new(
        "TAI1005",
        "A type starts dedicated capacity and never stops any",
        "'{0}' starts dedicated capacity here and stops none anywhere",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "Whoever starts what is billed by the minute had better be the one who stops it. Off by default: another process may do it.",
        Page("TAI1005"));

    public static readonly DiagnosticDescriptor ChatPerItem = new(
        "TAI1006",
        "A chat request is sent for each item of a collection",
        "This sends a request for each item: where the answers can wait, a batch may do, at a lower price for some models",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "Batches are answered within a day, have limits of their own, and are cheaper for some models. Off by default: answers often cannot wait.",
        Page("TAI1006"));

    public static readonly DiagnosticDescriptor InvalidReplicas = new(
        "TAI1007",
        "Bounds on replicas that are refused",
        "These bounds are refused: {0}",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The lower bound must not be above the upper one, nor below zero; zero replicas at least and more at most is no way to scale to zero.",
        Page("TAI1007"));

    public static readonly DiagnosticDescriptor BlockingCall = new(
        "TAI2001",
        "A thread is blocked by a call to the service",
        "'{0}' holds a thread for as long as '{1}' takes, which is seconds: await it",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A call takes seconds. A blocked thread pool starves under load, and where there is a synchronization context the wait may never end.",
        Page("TAI2001"));

    public static readonly DiagnosticDescriptor UnreadStream = new(
        "TAI2002",
        "A stream is made and not read",
        "Nobody reads what '{0}' makes: {1}",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A sequence that is made on demand sends its request when it is read; one that was opened is generated, and paid for, all the same.",
        Page("TAI2002"));

    public static readonly DiagnosticDescriptor MissingToken = new(
        "TAI2003",
        "A token is at hand and not passed",
        "'{0}' is at hand and not passed: the model goes on writing when nobody waits for it any more",
        Reliability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "An answer that nobody waits for is generated to its end, and paid for. CA2016 of the .NET SDK finds the plain cases; this rule the others.",
        Page("TAI2003"));

    public static readonly DiagnosticDescriptor TightPolling = new(
        "TAI2004",
        "A loop asks for a state without a pause",
        "This asks again as soon as it has the answer; use {0}",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Work that takes minutes or hours is asked after many times a second. The service answers 429, to other requests too. It recommends 30 to 60 seconds.",
        Page("TAI2004"));

    public static readonly DiagnosticDescriptor UncheckedJson = new(
        "TAI2005",
        "An answer is parsed that may be cut off",
        "This parses an answer without asking for its FinishReason: one that was cut off at the limit is no JSON",
        Reliability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "An answer that reached its limit on tokens ends in the middle. Parsing it fails, or loses what was to come, far from the cause.",
        Page("TAI2005"));

    public static readonly DiagnosticDescriptor ClientInLoop = new(
        "TAI2006",
        "A client is made for every turn of a loop",
        "The same client is made anew for every turn: make it before the loop",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A client keeps connections, what it knows of rate limits, and pacing. Made anew each time it has none of them, and its sockets linger.",
        Page("TAI2006"));

    public static readonly DiagnosticDescriptor ClientInHandler = new(
        "TAI2007",
        "A client is made for every web request",
        "The same client is made anew for every request: register it with AddTogetherClient and take it as a parameter",
        Reliability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A client keeps connections, what it knows of rate limits, and pacing. Made anew for each request it has none of them, and its sockets linger.",
        Page("TAI2007"));

    public static readonly DiagnosticDescriptor KeyLiteral = new(
        "TAI3001",
        "An API key stands in the sources",
        "A key in the sources is a key for everyone who reads them: take it from the environment or from a secret store",
        Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Sources are copied, published and kept for ever. A key in them must be thought of as known, and be replaced.",
        Page("TAI3001"));

    public static readonly DiagnosticDescriptor LoggedKey = new(
        "TAI3002",
        "An API key is written to a log",
        "'{0}' gets the API key as it is: leave it out, or mask it",
        Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Logs are kept, copied and read by more people than may use the key.",
        Page("TAI3002"));

    public static readonly DiagnosticDescriptor ExposedContent = new(
        "TAI3003",
        "What people say is exposed",
        "{0}",
        Security,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "Prompts and answers hold what people would not put into a log; and what a caller sends can overrule the instructions that it is mixed into.",
        Page("TAI3003"));

    public static readonly DiagnosticDescriptor JsonWithoutInstruction = new(
        "TAI4001",
        "JSON is asked for and no message says so",
        "The format is JSON without a schema, and no message mentions JSON: tell the model what to write, or give a schema",
        Correctness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Without a schema the service only makes the answer parse. A model that was not told to write JSON may write blanks up to its limit.",
        Page("TAI4001"));

    public static readonly DiagnosticDescriptor SamplingOutOfRange = new(
        "TAI4002",
        "A value for sampling is out of range",
        "{0} is documented from {1} to {2}",
        Correctness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The service refuses a request with a value outside the documented range.",
        Page("TAI4002"));

    public static readonly DiagnosticDescriptor ToolsWithFormat = new(
        "TAI4003",
        "Tools and an answer's format in one request",
        "A request with tools and a response format gets one or the other from most models: ask twice",
        Correctness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Most models either call tools or keep to a format. Let the tools run first, and ask for the format in a second request.",
        Page("TAI4003"));

    public static readonly DiagnosticDescriptor ModelName = new(
        "TAI4004",
        "A model is not available",
        "'{0}' {1} (list of {2})",
        Correctness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Models come and go. The rule knows the service's lists of one day, and says of which; see the service's page of deprecations for today's.",
        Page("TAI4004"));

    public static readonly DiagnosticDescriptor ToolName = new(
        "TAI4005",
        "A tool's name has characters in it that are refused",
        "'{0}' cannot be a tool's name: it has {1} in it",
        Correctness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The service takes no spaces, periods or dashes in the name of a function.",
        Page("TAI4005"));

    /// <summary>
    /// The rule's page. Whoever publishes says where the sources are (-p:PublicRepositoryUrl=...); without that no address is claimed, and
    /// the link is the page's path, in the sources as in the package.
    /// </summary>
    private static string Page(string id)
    {
        string? repository = typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static data => data.Key == "RulePages")?.Value;
        return (string.IsNullOrEmpty(repository) ? "analyzers/rules/" : repository + "/blob/main/analyzers/rules/") + id + ".md";
    }
}
