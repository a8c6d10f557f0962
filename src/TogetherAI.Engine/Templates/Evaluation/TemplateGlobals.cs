using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates.Builtins;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>
/// The names that a template finds: functions, and the conversation, as Hugging Face's <c>apply_chat_template</c> passes them.
/// </summary>
internal static class TemplateGlobals
{
    public static Scope Create(ChatTemplateContext context, string file)
    {
        Scope globals = new(null);
        foreach (FunctionValue function in Functions.All) globals.Set(function.Name, function);
        Scope variables = new(globals);
        try
        {
            variables.Set("messages", JsonValues.From(context.Messages));
            variables.Set("tools", JsonValues.From(context.Tools));
            variables.Set("documents", null);
            variables.Set("add_generation_prompt", context.AddGenerationPrompt);
            if (context.BosToken is not null) variables.Set("bos_token", context.BosToken);
            if (context.EosToken is not null) variables.Set("eos_token", context.EosToken);
            foreach ((string name, JsonNode? value) in context.Variables ?? []) variables.Set(name, JsonValues.From(value));
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(file, 1, 1, fault.Message, innerException: fault);
        }

        return variables;
    }
}
