using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Catalog;

/// <summary><c>GET /v1/models</c>: a bare array, as the service answers.</summary>
internal sealed class ModelsRoute(ModelCatalog models, IDictionary<string, TokenPrice> prices)
{
    public async Task HandleAsync(ApiCall call)
    {
        // Nothing here is dedicated hardware, so the filter for it leaves nothing.
        bool dedicated = string.Equals(call.Http.Request.Query["dedicated"], "true", StringComparison.OrdinalIgnoreCase);
        EngineModel[] all = dedicated ? [] : await models.LoadAllAsync().WaitAsync(call.Aborted).ConfigureAwait(false);
        WireModelInfo[] wire = [.. all.Select(model => new WireModelInfo
        {
            Id = model.Name,
            Type = model.Type,
            DisplayName = model.Name,
            Organization = "local",
            ContextLength = model.ContextLength,
            Pricing = prices.TryGetValue(model.Name, out TokenPrice? price)
                ? new WirePricing { Input = price.InputPerMillion, Output = price.OutputPerMillion }
                : new WirePricing(),
        })];
        await call.WriteJsonAsync(200, wire, WireJson.Default.WireModelInfoArray).ConfigureAwait(false);
    }
}
