using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TogetherAI.Tests.Tools;

/// <summary>A function written out by hand: a name, a schema and a delegate, without reflection.</summary>
internal sealed class Function(string name, Func<AIFunctionArguments, CancellationToken, ValueTask<object?>> invoke) : AIFunction
{
    private int _calls;

    public Function(string name, Func<AIFunctionArguments, object?> invoke)
        : this(name, (arguments, _) => new ValueTask<object?>(invoke(arguments)))
    {
    }

    public int Calls => _calls;

    public override string Name => name;

    public override string Description => "Does " + name + ".";

    public override JsonElement JsonSchema { get; } = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    public static Function Weather() => new("weather", arguments => $"sunny in {arguments["city"]}");

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return invoke(arguments, cancellationToken);
    }
}
