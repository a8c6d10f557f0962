namespace OverflowGateway;

/// <summary>Marks an endpoint that asks for no key: the page and its figures, which hold no prompts and no answers.</summary>
internal sealed class OpenToAll;
