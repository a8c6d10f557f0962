using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>
/// The types that rules look for, resolved once a compilation and shared by all of them. They are looked up in the client's assembly, not by
/// name in the compilation: a type that happens to be called the same means nothing, and one that is declared twice is still found. A type
/// that this version of the client does not have is null, and whatever asks for it finds nothing.
/// </summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, Holder> s_known = new();

    private readonly IAssemblySymbol _client;

    private KnownSymbols(Compilation compilation, IAssemblySymbol client, IAssemblySymbol? extensions)
    {
        _client = client;
        Sources = new SourceFacts(compilation);
        ChatClient = Client("ChatClient");
        CompletionsClient = Client("CompletionsClient");
        ResponsesClient = Client("ResponsesClient");
        BatchFileWriter = Client("BatchFileWriter");
        BatchesClient = Client("BatchesClient");
        OverflowRouter = Client("OverflowRouter");
        TogetherClient = Client("TogetherClient");
        TogetherClientOptions = Client("TogetherClientOptions");
        TogetherClientAdapters = Client("TogetherClientAdapters");
        OverflowRouterAdapters = Client("OverflowRouterAdapters");
        ChatRequest = Client("ChatRequest");
        GenerationRequest = Client("GenerationRequest");
        ResponseRequest = Client("ResponseRequest");
        DedicatedClient = Client("DedicatedClient");
        DedicatedDeploymentsClient = Client("DedicatedDeploymentsClient");
        DedicatedEndpointsClient = Client("DedicatedEndpointsClient");
        EndpointsV1Client = Client("EndpointsV1Client");
        CreateDedicatedDeploymentRequest = Client("CreateDedicatedDeploymentRequest");
        DeploymentAutoscaling = Client("DeploymentAutoscaling");
        CreateEndpointV1Request = Client("CreateEndpointV1Request");
        EndpointV1Autoscaling = Client("EndpointV1Autoscaling");
        EndpointLease = Client("EndpointLease");
        ReplicaRange = Client("ReplicaRange");
        IChatClient = extensions?.GetTypeByMetadataName("Microsoft.Extensions.AI.IChatClient");
        ChatClientExtensions = extensions?.GetTypeByMetadataName("Microsoft.Extensions.AI.ChatClientExtensions");
        ChatOptions = extensions?.GetTypeByMetadataName("Microsoft.Extensions.AI.ChatOptions");
    }

    public INamedTypeSymbol? ChatClient { get; }
    public INamedTypeSymbol? CompletionsClient { get; }
    public INamedTypeSymbol? ResponsesClient { get; }
    public INamedTypeSymbol? BatchFileWriter { get; }
    public INamedTypeSymbol? BatchesClient { get; }
    public INamedTypeSymbol? OverflowRouter { get; }
    public INamedTypeSymbol? TogetherClient { get; }
    public INamedTypeSymbol? TogetherClientOptions { get; }
    public INamedTypeSymbol? TogetherClientAdapters { get; }
    public INamedTypeSymbol? OverflowRouterAdapters { get; }
    public INamedTypeSymbol? ChatRequest { get; }
    public INamedTypeSymbol? GenerationRequest { get; }
    public INamedTypeSymbol? ResponseRequest { get; }
    public INamedTypeSymbol? DedicatedClient { get; }
    public INamedTypeSymbol? DedicatedDeploymentsClient { get; }
    public INamedTypeSymbol? DedicatedEndpointsClient { get; }
    public INamedTypeSymbol? EndpointsV1Client { get; }
    public INamedTypeSymbol? CreateDedicatedDeploymentRequest { get; }
    public INamedTypeSymbol? DeploymentAutoscaling { get; }
    public INamedTypeSymbol? CreateEndpointV1Request { get; }
    public INamedTypeSymbol? EndpointV1Autoscaling { get; }
    public INamedTypeSymbol? EndpointLease { get; }
    public INamedTypeSymbol? ReplicaRange { get; }
    public INamedTypeSymbol? IChatClient { get; }
    public INamedTypeSymbol? ChatClientExtensions { get; }
    public INamedTypeSymbol? ChatOptions { get; }

    /// <summary>What is said anywhere in the compilation's sources.</summary>
    public SourceFacts Sources { get; }

    /// <summary>The symbols for a compilation; null where it does not reference the client.</summary>
    public static KnownSymbols? For(Compilation compilation) => s_known.GetValue(compilation, static key => new Holder(Create(key))).Symbols;

    /// <summary>Whether a symbol is the client's own.</summary>
    public bool IsOfClient(ISymbol? symbol) => SymbolEqualityComparer.Default.Equals(symbol?.ContainingAssembly, _client);

    private static KnownSymbols? Create(Compilation compilation)
    {
        IAssemblySymbol? client = null, extensions = null;
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name == "TogetherAI")
                client = assembly;
            else if (assembly.Name == "Microsoft.Extensions.AI.Abstractions")
                extensions = assembly;
        }

        return client is null ? null : new KnownSymbols(compilation, client, extensions);
    }

    /// <summary>A type of the client's that only one rule asks for; null where this version has none of that name.</summary>
    public INamedTypeSymbol? Find(string name) => Client(name);

    private INamedTypeSymbol? Client(string name) => _client.GetTypeByMetadataName("TogetherAI." + name);

    /// <summary>A table cannot hold null.</summary>
    private sealed class Holder(KnownSymbols? symbols)
    {
        public KnownSymbols? Symbols { get; } = symbols;
    }
}
