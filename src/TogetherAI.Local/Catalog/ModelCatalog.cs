using TogetherAI.Engine;
using TogetherAI.Engine.Generation;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Catalog;

/// <summary>The models of one server, by the names that requests call them. Thread-safe.</summary>
internal sealed class ModelCatalog : IAsyncDisposable
{
    private readonly Dictionary<string, Lazy<Task<EngineModel>>> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases;
    private readonly bool _answerAny;

    public ModelCatalog(LocalTogetherOptions options)
    {
        GenerationEngineOptions engine = options.Engine;
        foreach ((string name, string folder) in options.Models)
            _models[name] = new(() => Task.Run(() => Load(name, folder, engine)));
        DefaultName = options.Models.FirstOrDefault().Key ?? BuiltInModel.Name;
        // Whoever adds a folder of this name means that one.
        _models.TryAdd(BuiltInModel.Name, new(static () => Task.Run(static () => BuiltInModel.Instance)));
        _aliases = new(options.Aliases, StringComparer.Ordinal);
        _answerAny = options.AnswerAnyModel;
        if (_aliases.Values.FirstOrDefault(name => !_models.ContainsKey(name)) is { } missing)
        {
            throw new ArgumentException(
                $"An alias leads to {missing}, which is none of the server's models: {string.Join(", ", _models.Keys)}.", nameof(options));
        }

        foreach ((string lane, LocalLaneOptions behind) in options.Lanes)
            AddLane(lane, behind.Model);
    }

    /// <summary>What answers for any model, and in the command-line tool: the first that was added, else the built-in one.</summary>
    public string DefaultName { get; }

    /// <summary>Whether a request may name it: a model or an alias.</summary>
    public bool Has(string name) => _models.ContainsKey(name) || _aliases.ContainsKey(name);

    /// <summary>
    /// Loads what was added, so that a folder that cannot be served stops the start and not the first request. The built-in model waits
    /// until it is asked for.
    /// </summary>
    public async Task LoadAddedAsync(CancellationToken cancellationToken)
    {
        foreach ((string name, Lazy<Task<EngineModel>> model) in _models)
        {
            if (name != BuiltInModel.Name)
                await model.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<EngineModel[]> LoadAllAsync() => Task.WhenAll(_models.Values.Select(static model => model.Value));

    /// <summary>The model for a name, and whether it stands in for another.</summary>
    public async ValueTask<(EngineModel Model, bool StandIn)> GetAsync(string name, CancellationToken cancellationToken)
    {
        bool known = _models.TryGetValue(name, out Lazy<Task<EngineModel>>? model)
            || (_aliases.TryGetValue(name, out string? real) && _models.TryGetValue(real, out model));
        if (!known && !(_answerAny && _models.TryGetValue(DefaultName, out model)))
            throw ApiException.ModelNotFound(name, _models.Keys.Concat(_aliases.Keys));
        return (await model!.Value.WaitAsync(cancellationToken).ConfigureAwait(false), !_models.ContainsKey(name));
    }

    /// <summary>Ends the models that were added. The built-in one is the process's.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<EngineModel>> lazy in _models.Values)
        {
            if (!lazy.IsValueCreated || !lazy.Value.IsCompletedSuccessfully)
                continue;
            EngineModel model = await lazy.Value.ConfigureAwait(false);
            if (model.IsShared)
                continue;
            await model.Engine.DisposeAsync().ConfigureAwait(false);
            model.Embedder.Dispose();
            model.Weights.Dispose();
        }
    }

    private void AddLane(string name, string? model)
    {
        if (model is null ? _models.ContainsKey(name) || _aliases.ContainsKey(name) : model == name && _models.ContainsKey(name))
            return;
        model ??= DefaultName;
        string? problem = _models.ContainsKey(name) ? "but has the name of another model: rename it, or leave Model out."
            : !_models.ContainsKey(model) ? $"which is none of the server's models: {string.Join(", ", _models.Keys)}."
            : null;
        if (problem is not null)
            throw new ArgumentException($"The lane {name} leads to {model}, {problem}", nameof(model));
        _aliases[name] = model;
    }

    private static EngineModel Load(string name, string folder, GenerationEngineOptions engine)
    {
        LanguageModel weights = LanguageModel.Load(folder);
        try
        {
            return new EngineModel(name, weights, new GenerationEngine(weights, engine));
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }
}
