using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>A router as the interfaces of Microsoft.Extensions.AI, for code that is written against those.</summary>
public static class OverflowRouterAdapters
{
    /// <summary>
    /// The router as an <see cref="AI.IChatClient"/>. A <see cref="RouteOptions"/> among a call's additional properties, under its type's name, says how
    /// that call is routed.
    /// </summary>
    /// <param name="router">The router; it stays its owner's, and disposing the adapter does nothing.</param>
    /// <returns>The adapter; thread-safe.</returns>
    public static AI.IChatClient AsChatClient(this OverflowRouter router)
    {
        ArgumentNullException.ThrowIfNull(router);
        return new RouterChatClientAdapter(router, router.DefaultModel);
    }
}
