"""What a promotion brought: measured twice, said once (handbook H6.2; formulas in docs/promotion_effect.md)."""
